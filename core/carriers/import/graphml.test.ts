import { expect, it } from 'vitest';
import { readGraphml, type GraphmlNetwork } from './graphml';

const keys = `
  <key attr.name="label" attr.type="string" for="node" id="d1" />
  <key attr.name="Latitude" attr.type="double" for="node" id="d2" />
  <key attr.name="Longitude" attr.type="double" for="node" id="d3" />
  <key attr.name="Country" attr.type="string" for="node" id="d4" />
  <key attr.name="Internal" attr.type="int" for="node" id="d5" />
  <key attr.name="hyperedge" attr.type="int" for="node" id="d6"><default>0</default></key>
  <key attr.name="id" attr.type="string" for="edge" id="d7" />
  <key attr.name="key" attr.type="int" for="edge" id="d8" />
  <key attr.name="LinkSpeedRaw" attr.type="double" for="edge" id="d9" />
  <key attr.name="LinkSpeed" for="edge" id="d10" /><key attr.name="LinkSpeedUnits" for="edge" id="d11" />
  <key attr.name="LinkLabel" for="edge" id="d12" />
  <key attr.name="Network" for="graph" id="d13" />`;

const document = (content: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys}\n<graph edgedefault="undirected">${content}</graph></graphml>`;

const data = (...values: readonly (readonly [string, string])[]): string =>
  values.map(([key, value]) => `<data key="${key}">${value}</data>`).join('');

const node = (id: string, label = `City ${id}`, latitude = '50.1', longitude = '8.6'): string =>
  `\n<node id="${id}">${data(['d1', label], ['d2', latitude], ['d3', longitude])}</node>`;

function networkOf(text: string): GraphmlNetwork {
  const outcome = readGraphml(text);
  if (outcome.kind !== 'network') throw new Error(outcome.message);
  return outcome.network;
}

it('reads nodes and edges by the names that the keys give to their data', () => {
  const network = networkOf(
    document(`${data(['d13', 'Example Net'])}
<node id="0">${data(['d1', 'Z&#xFC;rich &amp; See'], ['d2', '47.36667'], ['d3', '8.55'], ['d4', 'Switzerland'], ['d5', '1'])}</node>
<node id="1">${data(['d1', 'Basel'], ['d2', '47.55839'], ['d3', '7.57327'], ['d5', '0'], ['d6', '1'])}</node>
<edge source="0" target="1">${data(['d7', 'e5'], ['d8', '0'], ['d9', '10000000000.0'], ['d12', '10 Gbps'])}</edge>`),
  );
  expect(network).toEqual({
    name: 'Example Net',
    nodes: [
      {
        id: '0',
        label: 'Zürich & See',
        latitudeDeg: 47.36667,
        longitudeDeg: 8.55,
        country: 'Switzerland',
        region: null,
        type: null,
        isInternal: true,
        isHyperedge: false,
        line: 15,
      },
      {
        id: '1',
        label: 'Basel',
        latitudeDeg: 47.55839,
        longitudeDeg: 7.57327,
        country: null,
        region: null,
        type: null,
        isInternal: false,
        isHyperedge: true,
        line: 16,
      },
    ],
    edges: [{ id: 'e5', sourceId: '0', targetId: '1', label: '10 Gbps', speedBps: 1e10, line: 17 }],
    problems: [],
  });
});

it('keeps nodes apart whose labels are the same: ids identify', () => {
  const { nodes, problems } = networkOf(document(node('4', 'Lake City') + node('9', 'Lake City')));
  expect(nodes.map(({ id, label }) => [id, label])).toEqual([
    ['4', 'Lake City'],
    ['9', 'Lake City'],
  ]);
  expect(problems).toEqual([]);
});

it.each([
  ['none at all', '<node id="5"><data key="d1">None</data></node>', 'it has no coordinates'],
  ['only one', '<node id="5"><data key="d2">12</data></node>', '("12", nothing) are not degrees'],
  ['text', node('5', 'x', 'n/a', '8'), '("n/a", "8") are not degrees'],
  ['more than a globe has', node('5', 'x', '91', '8'), '("91", "8") are not degrees'],
])('keeps a node whose coordinates are %s, without a place, and says so', (_what, element, message) => {
  const { nodes, problems } = networkOf(document(element));
  expect(nodes).toMatchObject([{ id: '5', latitudeDeg: null, longitudeDeg: null }]);
  expect(problems).toMatchObject([{ element: '<node id="5">', severity: 'doubted' }]);
  expect(problems[0]?.message).toContain(message);
});

it('keeps parallel edges apart, by their own id or by their ends and key', () => {
  const { edges } = networkOf(
    document(`${node('0')}${node('1')}
<edge source="0" target="1">${data(['d7', 'e5'])}</edge><edge id="e6" source="0" target="1" />
<edge source="0" target="1" /><edge source="0" target="1">${data(['d8', '3'])}</edge><edge source="0" target="1">${data(['d8', '0'])}</edge>`),
  );
  expect(edges.map(({ id }) => id)).toEqual(['e5', 'e6', '0~1', '0~1~3', '0~1~1']);
});

it('fifty thousand parallel edges take no longer than fifty thousand others', () => {
  const { edges } = networkOf(document(`${node('0')}${node('1')}${'<edge source="0" target="1"/>'.repeat(50_000)}`));
  expect(new Set(edges.map(({ id }) => id)).size).toBe(50_000);
  expect(edges.at(-1)?.id).toBe('0~1~49999');
});

it.each([
  ['an end that does not exist', '<edge source="0" target="7"/>', '<edge source="0" target="7">', 'its end "7" is no node'],
  ['no end', '<edge id="e1" source="0"/>', '<edge id="e1">', 'its end "" is no node'],
  ['one node at both ends', '<edge source="0" target="0"/>', '<edge source="0" target="0">', 'to itself'],
])('leaves out an edge with %s, and says which', (_what, edge, element, message) => {
  const { edges, problems } = networkOf(document(`${node('0')}\n${edge}`));
  expect(edges).toEqual([]);
  expect(problems).toMatchObject([{ element, line: 16, severity: 'left-out' }]);
  expect(problems[0]?.message).toContain(message);
});

it('leaves out a second node of one id, a node without one, and a hyperedge; a second edge of one id goes by its ends', () => {
  const { nodes, edges, problems } = networkOf(
    document(
      `${node('0', 'first')}${node('0', 'second')}<node/>${node('1')}<hyperedge/><edge id="e" source="0" target="1"/><edge id="e" source="1" target="0"/>`,
    ),
  );
  expect(nodes.map(({ label }) => label)).toEqual(['first', 'City 1']);
  expect(edges.map(({ id }) => id)).toEqual(['e', '1~0']);
  expect(problems.map(({ element, severity }) => [element, severity])).toEqual([
    ['<hyperedge>', 'left-out'],
    ['<node id="0">', 'left-out'],
    ['<node id="">', 'left-out'],
    ['<edge id="e">', 'doubted'],
  ]);
});

it.each([
  ['raw bits per second', [['d9', '622000000']], 622e6, 0],
  ['a number with its unit', [['d10', '2.5'], ['d11', 'G']], 25e8, 0], // prettier-ignore
  ['a range', [['d10', '2.5-10'], ['d11', 'G']], null, 1], // prettier-ignore
  ['a number without a unit', [['d10', '10']], null, 1],
  ['nothing', [], null, 0],
] as const)('reads a speed that is %s', (_what, values, speedBps, problemCount) => {
  const { edges, problems } = networkOf(document(`${node('0')}${node('1')}<edge source="0" target="1">${data(...values)}</edge>`));
  expect(edges).toMatchObject([{ speedBps }]);
  expect(problems).toHaveLength(problemCount);
});

it('reads data that no key defines as absent, and says so once', () => {
  const { nodes, problems } = networkOf(document('<node id="0"><data key="constructor">x</data><data key="constructor">y</data></node>'));
  expect(nodes).toMatchObject([{ id: '0', label: null }]);
  expect(problems.map(({ element }) => element)).toEqual(['<data key="constructor">', '<node id="0">']);
});

it('reads elements with a namespace prefix, a byte order mark, and a document type that lies elsewhere', () => {
  const text =
    '\uFEFF<!DOCTYPE g:graphml SYSTEM "http://example.org/graphml.dtd"><g:graphml><g:graph><g:node id="1"/></g:graph></g:graphml>';
  expect(networkOf(text).nodes).toMatchObject([{ id: '1' }]);
});

const laughs = `<!DOCTYPE graphml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;

it.each<[what: string, text: string, message: string, line?: number]>([
  ['nothing', '', 'no well-formed XML'],
  ['text', 'node;label', 'no well-formed XML'],
  ['an element that is not closed', '<graphml>\n<graph>\n<node id="1"></graph></graphml>', 'no well-formed XML', 3],
  ['nesting without end', '<graphml>'.repeat(100_000), 'no well-formed XML'],
  ['deep nesting', `${'<graphml>'.repeat(1000)}${'</graphml>'.repeat(1000)}`, 'nested'],
  ['another document', '<html/>', 'no <graphml> element'],
  ['no graph', '<graphml></graphml>', 'holds no <graph>'],
  ['a thousand laughs', `${laughs}<graphml><graph><node id="&b;"/></graph></graphml>`, 'defines entities', 1],
  ['a file of this machine', `<?xml version="1.0"?>\n<!DOCTYPE graphml [<!ENTITY a SYSTEM "file:///etc/passwd">]><graphml/>`, 'refused', 2],
  ['a name that is special in JavaScript', '<graphml><graph><__proto__ id="1"/></graph></graphml>', 'cannot be read as XML'],
])('refuses %s with a short reason', (_what, text, message, line) => {
  const outcome = readGraphml(text);
  if (outcome.kind !== 'unreadable') throw new Error('it was read');
  expect(outcome.message).toContain(message);
  expect(outcome.message.length).toBeLessThan(400);
  if (line !== undefined) expect(outcome.line).toBe(line);
});

it('expands no entity that a file refers to without defining it', () => {
  expect(networkOf(document(node('0', '&laugh; &#0; &#xD800; &#x110000;'))).nodes[0]?.label).toBe('&laugh; &#xD800; &#x110000;');
});
