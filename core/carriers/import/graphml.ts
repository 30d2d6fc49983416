import { XMLParser, XMLValidator } from 'fast-xml-parser';

/**
 * A network as a GraphML file tells it, in the vocabulary of the Internet Topology Zoo (topology-zoo.org; graphml.graphdrawing.org).
 * Ids identify: labels repeat in real files. Parallel edges stay apart. What is absent or malformed is null, never zero.
 */
export interface GraphmlNetwork {
  /** What the file calls the network (`Network`), or null. */
  readonly name: string | null;
  readonly nodes: readonly GraphmlNode[];
  readonly edges: readonly GraphmlEdge[];
  readonly problems: readonly GraphmlProblem[];
}

export interface GraphmlNode {
  /** Unique in the file. */
  readonly id: string;
  /** null also for the Zoo's `None`. Labels repeat. */
  readonly label: string | null;
  /** Both or neither. */
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
  readonly country: string | null;
  /** A state or the like that tells places of one label apart (`geocode_append`). */
  readonly region: string | null;
  readonly type: string | null;
  /** False: it belongs to another network that this one meets. */
  readonly isInternal: boolean;
  /** A joint that the Zoo drew for a link of more than two ends; it has no place of its own. */
  readonly isHyperedge: boolean;
  /** Where the element begins in the file, from 1. */
  readonly line: number;
}

/** Its ends are nodes of the network, and different. */
export interface GraphmlEdge {
  /** Unique in the file: its own id where it has one, else from its ends. */
  readonly id: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly label: string | null;
  /** Bits per second. */
  readonly speedBps: number | null;
  readonly line: number;
}

export interface GraphmlProblem {
  /** The element: `<edge id="e5">`, `<edge source="1" target="2">`. */
  readonly element: string;
  readonly line: number;
  /** `left-out`: the element is not in the result. `doubted`: it is, without what the message says. */
  readonly severity: 'left-out' | 'doubted';
  /** What is wrong and what to do about it. */
  readonly message: string;
}

export type GraphmlOutcome =
  | { readonly kind: 'network'; readonly network: GraphmlNetwork }
  /** Not GraphML at all, not well-formed, or hostile: nothing of it is used. `line` is null where no line is at fault. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly line: number | null };

/** Reads a GraphML document. Pure; never throws; nothing outside the text is read, and no entity of its own is expanded. */
export function readGraphml(text: string): GraphmlOutcome {
  const body = text.replace(/^\uFEFF/, '');
  const doctype = /<!DOCTYPE[^>[]*(\[)?/i.exec(body);
  if (doctype?.[1] !== undefined) {
    return unreadable(
      'the file defines entities or elements of its own (a DOCTYPE with an internal part), which is refused: save it without',
      lineOf(body, doctype.index),
    );
  }
  const document = parse(body);
  if (document.kind === 'unreadable') return document;
  if (document.value['graphml'] === undefined) return unreadable('the file has no <graphml> element: choose a GraphML file', null);
  const root = attributesAndChildren(document.value['graphml']) ?? {};
  const [graph, ...moreGraphs] = listOf(root['graph']);
  if (!graph) return unreadable('the <graphml> element holds no <graph>: there is no network in it', null);
  return { kind: 'network', network: networkFrom(body, listOf(root['key']), graph, moreGraphs) };
}

interface Element {
  readonly [name: string]: unknown;
}

type Told = (element: string, at: Element, severity: GraphmlProblem['severity'], message: string) => void;

const listElements: ReadonlySet<string> = new Set(['key', 'graph', 'node', 'edge', 'hyperedge', 'data', 'default']);
const startOf = XMLParser.getMetaDataSymbol() as symbol;

function parse(text: string): { readonly kind: 'parsed'; readonly value: Element } | (GraphmlOutcome & { readonly kind: 'unreadable' }) {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    processEntities: false,
    parseTagValue: false,
    parseAttributeValue: false,
    captureMetaData: true,
    isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && listElements.has(name),
  });
  try {
    // The parser alone lets unclosed elements pass. The validator is deprecated only because it moves into a package of its own.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const verdict = XMLValidator.validate(text);
    if (verdict !== true)
      return unreadable(`the file is no well-formed XML: ${clip(verdict.err.msg, maxText)} Correct it there`, verdict.err.line);
    const value: unknown = parser.parse(text);
    return { kind: 'parsed', value: attributesAndChildren(value) ?? {} };
  } catch (error) {
    return unreadable(`the file cannot be read as XML: ${clip(error instanceof Error ? error.message : String(error), maxText)}`, null);
  }
}

function networkFrom(text: string, keys: readonly Element[], graph: Element, moreGraphs: readonly Element[]): GraphmlNetwork {
  const problems: GraphmlProblem[] = [];
  const lines = lineStarts(text);
  const lineAt = (element: Element): number => lineIn(lines, startIndexOf(element));
  const tell: Told = (element, at, severity, message) => void problems.push({ element, line: lineAt(at), severity, message });

  for (const other of moreGraphs)
    tell('<graph>', other, 'left-out', 'the file holds a second graph; only the first is read: split the file');
  const fields = fieldsOf(keys, tell);
  if (graph['@edgedefault'] === 'directed')
    tell('<graph>', graph, 'doubted', 'its edges are directed; each is read as a link that carries both ways, so pairs count twice');
  for (const hyperedge of listOf(graph['hyperedge']))
    tell('<hyperedge>', hyperedge, 'left-out', 'a link of more than two ends cannot be read: draw it as a node with edges');

  const nodes = new Map<string, GraphmlNode>();
  for (const element of listOf(graph['node'])) {
    const node = nodeFrom(element, fields, lineAt(element), nodes, tell);
    if (node) nodes.set(node.id, node);
  }
  const taken: TakenEdges = { edges: new Map(), nextNumber: new Map() };
  for (const element of listOf(graph['edge'])) {
    const edge = edgeFrom(element, fields, lineAt(element), nodes, taken, tell);
    if (edge) taken.edges.set(edge.id, edge);
  }
  return { name: textOf(fields.of('graph', graph)('Network')), nodes: [...nodes.values()], edges: [...taken.edges.values()], problems };
}

function nodeFrom(element: Element, fields: Fields, line: number, taken: ReadonlyMap<string, GraphmlNode>, tell: Told): GraphmlNode | null {
  const id = attribute(element, 'id');
  const name = named('node', id ?? '');
  if (id === null || !isUsableId(id)) {
    tell(name, element, 'left-out', `a node needs an id of 1 to ${maxId} characters without control characters; give it one`);
    return null;
  }
  if (taken.has(id)) {
    tell(name, element, 'left-out', 'a node of this id came before; the first is kept: ids have to be unique');
    return null;
  }
  if (element['graph'] !== undefined) tell(name, element, 'doubted', 'the graph inside the node is not read: move it to the top');
  const field = fields.of('node', element);
  return {
    id,
    label: textOf(field('label')),
    ...coordinates(field('Latitude'), field('Longitude'), (message) => {
      tell(name, element, 'doubted', message);
    }),
    country: textOf(field('Country')),
    region: textOf(field('geocode_append')),
    type: textOf(field('type')),
    isInternal: field('Internal') !== '0',
    isHyperedge: field('hyperedge') === '1',
    line,
  };
}

function coordinates(latitude: string | null, longitude: string | null, doubt: (message: string) => void) {
  const [latitudeDeg, longitudeDeg] = [degrees(latitude, 90), degrees(longitude, 180)];
  if (latitudeDeg !== null && longitudeDeg !== null) return { latitudeDeg, longitudeDeg };
  const remedy = 'it is kept, the latency of its links is unknown until they are entered';
  doubt(
    latitude === null && longitude === null
      ? `it has no coordinates: ${remedy}`
      : `its coordinates (${shown(latitude)}, ${shown(longitude)}) are not degrees: ${remedy}`,
  );
  return { latitudeDeg: null, longitudeDeg: null };
}

interface TakenEdges {
  readonly edges: Map<string, GraphmlEdge>;
  /** By ends, where the search for a free number goes on. */
  readonly nextNumber: Map<string, number>;
}

function edgeFrom(
  element: Element,
  fields: Fields,
  line: number,
  nodes: ReadonlyMap<string, GraphmlNode>,
  taken: TakenEdges,
  tell: Told,
): GraphmlEdge | null {
  const field = fields.of('edge', element);
  const [sourceId, targetId] = [attribute(element, 'source') ?? '', attribute(element, 'target') ?? ''];
  const own = attribute(element, 'id') ?? textOf(field('id'));
  const name = own === null ? `<edge source="${clip(sourceId)}" target="${clip(targetId)}">` : named('edge', own);
  const missing = [sourceId, targetId].find((id) => !nodes.has(id));
  if (missing !== undefined) {
    tell(name, element, 'left-out', `its end ${shown(missing)} is no node of the file that could be read: correct it, or add the node`);
    return null;
  }
  if (sourceId === targetId) {
    tell(name, element, 'left-out', `it leads from node ${shown(sourceId)} to itself: a link needs two different ends`);
    return null;
  }
  if (own !== null && taken.edges.has(own)) tell(name, element, 'doubted', 'an edge of this id came before; it goes by its ends instead');
  if (own !== null && !isUsableId(own)) tell(name, element, 'doubted', 'its id is too long or has control characters; it goes by its ends');
  const isOwnUsable = own !== null && isUsableId(own) && !taken.edges.has(own);
  const label = textOf(field('LinkLabel')) ?? textOf(field('label'));
  return {
    id: isOwnUsable ? own : idByEnds(sourceId, targetId, textOf(field('key')), taken),
    sourceId,
    targetId,
    label,
    speedBps: speedOf(field, (message) => {
      tell(name, element, 'doubted', message);
    }),
    line,
  };
}

/** `0~35`, then `0~35~1`: the key of a parallel edge tells it apart, as far as it is told and unique. */
function idByEnds(sourceId: string, targetId: string, key: string | null, taken: TakenEdges): string {
  const base = `${sourceId}~${targetId}`;
  let id = key === null || key === '0' ? base : `${base}~${key}`;
  for (let next = taken.nextNumber.get(base) ?? 1; taken.edges.has(id); next += 1) {
    id = `${base}~${next}`;
    taken.nextNumber.set(base, next + 1);
  }
  return id;
}

/** `LinkSpeedRaw` is in bit/s; `LinkSpeed` goes with `LinkSpeedUnits` (K, M, G, T). */
function speedOf(field: Field, doubt: (message: string) => void): number | null {
  const [raw, value, unit] = [textOf(field('LinkSpeedRaw')), textOf(field('LinkSpeed')), textOf(field('LinkSpeedUnits'))];
  if (raw === null && value === null) return null;
  const factor = raw === null ? speedUnits.get((unit ?? '').charAt(0).toUpperCase()) : 1;
  const bps = Number(raw ?? value) * (factor ?? Number.NaN);
  if (Number.isFinite(bps) && bps > 0 && bps <= maxBps) return Math.round(bps);
  doubt(`its speed (${shown(raw ?? `${value ?? ''} ${unit ?? ''}`)}) is not a number of bit/s, kbit/s, Mbit/s, Gbit/s or Tbit/s: unknown`);
  return null;
}

type Field = (name: string) => string | null;

interface Fields {
  /** The data of one element by attribute name; what the file gives a default for has that where it says nothing. */
  of(kind: 'graph' | 'node' | 'edge', element: Element): Field;
}

/** `<key id="d34" for="node" attr.name="label">`: data refer to ids, the names are what is known. Case of names differs between tools. */
function fieldsOf(keys: readonly Element[], tell: Told): Fields {
  const names = new Map<string, string>();
  const defaults = new Map<string, string>();
  for (const key of keys) {
    const [id, name] = [attribute(key, 'id'), attribute(key, 'attr.name')];
    if (id === null || name === null) continue;
    const kind = attribute(key, 'for') ?? 'all';
    names.set(`${kind} ${id}`, name.toLowerCase());
    const [standard] = listOf(key['default']).map(contentOf);
    if (standard !== undefined) defaults.set(`${kind} ${name.toLowerCase()}`, standard);
  }
  const unknown = new Set<string>();
  return {
    of(kind, element) {
      const values = new Map<string, string>();
      for (const data of listOf(element['data'])) {
        const key = attribute(data, 'key') ?? '';
        const name = names.get(`${kind} ${key}`) ?? names.get(`all ${key}`);
        if (name !== undefined) values.set(name, contentOf(data));
        else if (!unknown.has(`${kind} ${key}`)) {
          unknown.add(`${kind} ${key}`);
          tell(`<data key="${clip(key)}">`, data, 'doubted', `no <key> of a ${kind} has this id: such data is not read; define the key`);
        }
      }
      return (name) =>
        values.get(name.toLowerCase()) ??
        defaults.get(`${kind} ${name.toLowerCase()}`) ??
        defaults.get(`all ${name.toLowerCase()}`) ??
        null;
    },
  };
}

const attributesAndChildren = (value: unknown): Element | null => (typeof value === 'object' && value !== null ? (value as Element) : null);

/** Elements of one name; an empty element comes as text. */
const listOf = (value: unknown): readonly Element[] =>
  (Array.isArray(value) ? value : []).map((entry: unknown) => attributesAndChildren(entry) ?? { '#text': entry });

const contentOf = (element: Element): string => (typeof element['#text'] === 'string' ? decoded(element['#text']).trim() : '');

function attribute(element: Element, name: string): string | null {
  const value = element[`@${name}`];
  return typeof value === 'string' ? decoded(value).trim() : null;
}

/** The five entities of XML and characters by number; nothing else exists where a file may not define its own. */
const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return predefined.get(name.toLowerCase()) ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? whole : String.fromCodePoint(code);
  });

/** For people: one line; the Zoo writes `None` for what it does not know. */
function textOf(value: string | null): string | null {
  const plain = clip(value ?? '', maxText);
  return plain === '' || plain === 'None' ? null : plain;
}

function clip(text: string, length = 60): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim();
  return plain.length > length ? `${plain.slice(0, length - 1)}…`.replace(/\p{Cs}/gu, '') : plain;
}

const isUsableId = (id: string): boolean => id.length > 0 && id.length <= maxId && clip(id, maxId) === id;

function degrees(text: string | null, limit: number): number | null {
  if (text === null || !/^[+-]?\d{1,3}(\.\d{1,15})?$/.test(text)) return null;
  const value = Number(text);
  return Math.abs(value) <= limit ? value : null;
}

const shown = (text: string | null): string => (text === null ? 'nothing' : `"${clip(text)}"`);
const named = (kind: string, id: string): string => `<${kind} id="${clip(id)}">`;

const unreadable = (message: string, line: number | null) => ({ kind: 'unreadable', message, line }) as const;

function startIndexOf(element: Element): number {
  const meta = (element as { readonly [key: symbol]: unknown })[startOf];
  return typeof meta === 'object' && meta !== null && 'startIndex' in meta && typeof meta.startIndex === 'number' ? meta.startIndex : 0;
}

const lineOf = (text: string, index: number): number => lineIn(lineStarts(text), index);

const lineStarts = (text: string): readonly number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

/** The last line that begins at or before the index. */
function lineIn(starts: readonly number[], index: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

const maxId = 100;
const maxText = 200;
/** One Pbit/s: more than a fibre has ever carried. */
const maxBps = 1e15;
const speedUnits: ReadonlyMap<string, number> = new Map([
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
]);
const predefined: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
