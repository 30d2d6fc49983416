import { describe, expect, test } from 'vitest';
import { readNetworkFile } from './read-network-file';
import { realNetwork } from './real-network';

const graphml = `<graphml><key id="la" for="node" attr.name="Latitude"/><key id="lo" for="node" attr.name="Longitude"/><graph edgedefault="undirected">
<node id="a"><data key="la">50</data><data key="lo">8</data></node><node id="b"><data key="la">50</data><data key="lo">10</data></node>
<node id="c"/><node id="far"><data key="la">10</data><data key="lo">10</data></node>
<edge source="a" target="b"/><edge source="b" target="a"/><edge source="b" target="c"/><edge source="c" target="a"/></graph></graphml>`;

describe('a real network', () => {
  test('is read from GraphML: a node without a place stands amid its neighbours, parallel links are one, and what is not joined is left out', () => {
    const network = realNetwork('real', readNetworkFile('real.graphml', graphml));
    expect(network.vertices).toHaveLength(3);
    expect(network.edges.map(({ a, z }) => [a, z])).toEqual([
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
    const [ab = 0, bc = 0, ca = 0] = network.edges.map(({ azNs }) => azNs);
    expect(ab).toBeGreaterThan(700_000);
    expect(ab).toBeLessThan(1_000_000);
    expect(Math.abs(bc - ca)).toBeLessThan(10);
    expect(bc * 2).toBeCloseTo(ab, -3);
  });

  test("is read from TopoHub's JSON", () => {
    const text = JSON.stringify({
      nodes: [
        { id: 7, pos: [6.04, 50.76], name: 'Aachen' },
        { id: 9, pos: [10.9, 48.33], name: 'Augsburg' },
      ],
      edges: [{ source: 9, target: 7, dist: 440 }],
    });
    expect(readNetworkFile('germany.json', text)).toEqual({
      places: [
        { latitudeDeg: 50.76, longitudeDeg: 6.04 },
        { latitudeDeg: 48.33, longitudeDeg: 10.9 },
      ],
      ends: [[1, 0]],
    });
  });

  test.each([
    ['no.graphml', '<graphml>', /^no.graphml: the file is no well-formed XML/],
    ['no.json', '{"nodes": 3}', /^no.json: it is no network of TopoHub .*: give GraphML, or a file from TopoHub/],
    ['no.json', '{', /^no.json: it is no network of TopoHub/],
  ])('%s with %s is refused in words', (file, text, message) => {
    expect(() => readNetworkFile(file, text)).toThrow(message);
  });

  test('without a link is refused', () => {
    const alone = '<graphml><graph><node id="a"/><node id="b"/></graph></graphml>';
    expect(() => realNetwork('alone', readNetworkFile('alone.graphml', alone))).toThrow('network alone has no two nodes that are joined');
  });
});
