import type { CarrierInventory, ReportedNode, ReportedResource } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { fibreNs, placeOf } from '../../model/distance';
import { symmetric } from '../../model/latency';
import { assertNever } from '../../model/assert-never';
import { absurdFor } from '../tapi/read-latency';
import { readCsvInventory } from './csv-inventory';
import { readCsvTable } from './csv-table';
import { decodeText } from './decode-text';
import type { FileContent, Found, FoundResource, ImportProblem, ReadOutcome } from './found';
import { readGraphml } from './graphml';
import { graphmlInventory, type GraphmlAssumptions } from './graphml-inventory';
import { quoted } from './text';
import { readTapiFile } from './tapi-inventory';

export interface InventoryFile {
  /** For people, and to tell what a CSV file without a column `kind` holds. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type FileFormat = 'graphml' | 'tapi' | 'csv';

export interface ReadingOptions extends GraphmlAssumptions {
  readonly carrierId: string;
  /** How a TAPI document is read. */
  readonly mapping: CarrierMapping;
}

export type InventoryOutcome =
  | { readonly kind: 'inventory'; readonly inventory: CarrierInventory; readonly problems: readonly ImportProblem[] }
  /** At least one file cannot be read, or there is no node in any: nothing is imported. */
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Reads one carrier's inventory out of files (GraphML, TAPI JSON, CSV, told apart by what is in them), which may complete each other: CSV ports for the nodes
 * of a GraphML network. What is wrong in one thing leaves that out, or a part of it, and is told; the rest goes on. Pure.
 */
export function readInventoryFiles(files: readonly InventoryFile[], options: ReadingOptions): InventoryOutcome {
  const contents: FileContent[] = [];
  for (const file of files) {
    const outcome = readFile(file, options);
    if (outcome.kind === 'unreadable') {
      const where = outcome.where === '' ? '' : `, ${outcome.where}`;
      return { kind: 'unreadable', message: `${file.name}${where}: ${outcome.message}` };
    }
    contents.push(outcome.content);
  }
  const { inventory, problems } = joined(contents);
  if (inventory.nodes.length > 0) return { kind: 'inventory', inventory, problems: firstOf(problems) };
  const why = problems.find(({ severity }) => severity === 'left-out');
  const first = why ? `; the first that was left out: ${why.where}: ${why.message}` : '';
  return { kind: 'unreadable', message: `no node could be read from ${files.map(({ name }) => name).join(', ') || 'no file'}${first}` };
}

function readFile({ name, bytes }: InventoryFile, options: ReadingOptions): ReadOutcome {
  if (bytes.length > maxBytes) return unreadable(`the file has more than ${maxBytes / 2 ** 20} MB: divide it`);
  const format = formatOf(bytes);
  if (format === 'csv') {
    const csv = readCsvTable(bytes);
    if (csv.kind === 'unreadable') return unreadable(csv.message, csv.line);
    return readCsvInventory(csv.table, name, options.carrierId);
  }
  const text = decodeText(bytes);
  if (text === null) return unreadable('it is neither UTF-8 nor UTF-16: save it as UTF-8');
  switch (format) {
    case 'graphml': {
      const graphml = readGraphml(text);
      if (graphml.kind === 'unreadable') return unreadable(graphml.message, graphml.line);
      return { kind: 'content', content: graphmlInventory(graphml.network, name, options.carrierId, options) };
    }
    case 'tapi':
      return readTapiFile(text, name, options.mapping);
    default:
      return assertNever(format);
  }
}

/** By the first character that is none of the blanks before it. */
function formatOf(bytes: Uint8Array): FileFormat {
  const start = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(bytes.subarray(0, 400));
  const first = start.trimStart().charAt(0);
  return first === '<' ? 'graphml' : first === '{' ? 'tapi' : 'csv';
}

/** One inventory out of several files: ids are unique, and ends exist. */
function joined(contents: readonly FileContent[]): { inventory: CarrierInventory; problems: readonly ImportProblem[] } {
  const problems = contents.flatMap((content) => content.problems);
  const leaveOut = ({ file, where }: { file: string; where: string }, message: string): false => {
    problems.push({ file, where, severity: 'left-out', message });
    return false;
  };

  const unique = <Item extends Found<{ readonly uuid: string }>>(kind: string, items: readonly Item[]): Item[] => {
    const seen = new Map<string, Item>();
    for (const item of items) {
      const before = seen.get(item.thing.uuid);
      if (before) leaveOut(item, `a ${kind} of this id is in ${before.file}, ${before.where}: ids have to be unique, the first is kept`);
      else seen.set(item.thing.uuid, item);
    }
    return [...seen.values()];
  };

  const nodes = new Map(
    unique(
      'node',
      contents.flatMap((content) => content.nodes),
    ).map(({ thing }) => [thing.uuid, thing]),
  );
  const ports = contents
    .flatMap((content) => content.ports)
    .filter((port) => nodes.has(port.thing.nodeUuid) || leaveOut(port, noSuchNode(port.thing.nodeUuid)));
  const resources = contents
    .flatMap((content) => content.resources)
    .filter(({ thing, ...at }) => {
      const missing = [thing.aNodeUuid, thing.zNodeUuid].find((id) => !nodes.has(id));
      if (missing !== undefined) return leaveOut(at, noSuchNode(missing));
      return thing.aNodeUuid !== thing.zNodeUuid || leaveOut(at, 'a link needs two different ends');
    });
  return {
    inventory: {
      nodes: [...nodes.values()],
      ports: unique('port', ports).map(({ thing }) => thing),
      resources: unique('link', resources).map((resource) => withLatency(resource, nodes, problems)),
      services: [],
      warnings: [],
    },
    problems,
  };
}

const noSuchNode = (id: string): string =>
  id === '' ? 'it does not say at which node: name it' : `its node ${quoted(id)} is in none of the files: correct it, or add the node`;

/** A latency that is stated is checked against the distance; one that is not is derived from it where the format leaves that to us. */
function withLatency(
  { thing, isLatencyDerived, file, where }: FoundResource,
  nodes: ReadonlyMap<string, ReportedNode>,
  problems: ImportProblem[],
): ReportedResource {
  const [a, z] = [placeOf(nodes.get(thing.aNodeUuid)?.site ?? null), placeOf(nodes.get(thing.zNodeUuid)?.site ?? null)];
  if (!a || !z) return thing;
  const derived = isLatencyDerived ? symmetric(fibreNs(a, z)) : null;
  // No one has said zero.
  if (derived && derived.azNs > 0) return { ...thing, latency: derived };
  const why = derived
    ? 'its ends have the same coordinates, so its latency cannot be derived'
    : thing.latency && absurdFor(thing.latency, a, z);
  if (why === null) return thing;
  problems.push({ file, where, severity: 'doubted', message: `${why}: it is unknown until it is corrected or entered` });
  return { ...thing, latency: null };
}

/** More than these say nothing more: what is left out is told first. */
function firstOf(problems: readonly ImportProblem[]): readonly ImportProblem[] {
  if (problems.length <= maxProblems) return problems;
  const leftOut = problems.filter(({ severity }) => severity === 'left-out');
  const told = [...leftOut, ...problems.filter(({ severity }) => severity === 'doubted')].slice(0, maxProblems);
  const message = `${problems.length - maxProblems} more problems are not shown (${leftOut.length} things are left out in all): correct those that are, and look again`;
  return [...told, { file: '', where: 'all files', severity: 'doubted', message }];
}

const maxProblems = 1000;
const maxBytes = 64 * 2 ** 20;

const unreadable = (message: string, line: number | null = null): ReadOutcome => ({
  kind: 'unreadable',
  where: line === null ? '' : `line ${line}`,
  message,
});
