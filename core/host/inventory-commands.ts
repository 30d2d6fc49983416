import { createHash } from 'node:crypto';
import type { ImportProblem } from '../carriers/import/found';
import { readInventoryFiles, type InventoryFile } from '../carriers/import/read-inventory-files';
import { parseCarrierMapping, standardMapping } from '../carriers/mapping';
import type { CarrierInventory } from '../carriers/carrier-link';
import type { Engine } from '../engine';
import { ordersTouched } from '../interventions/orders-over';
import type { Carrier } from '../model/network';
import type { OrderState } from '../model/order';
import { enterFile, type FileCounts, type FileEffects, type FileEntry } from '../network/enter-file';
import { offeredNetwork } from '../network/offered-network';
import { atKnownSites, matchSites, type SiteMatches } from '../network/match-sites';
import type { Tx } from '../store/store';
import type { HostParts } from './host-parts';

export interface ImportRequest {
  readonly carrier: Carrier;
  /** One or several that complete each other; GraphML, TAPI JSON or CSV. */
  readonly files: readonly InventoryFile[];
  /** For TAPI JSON: the carrier's mapping table as JSON; absent: the standard one. */
  readonly mapping?: unknown;
  /** For GraphML, which knows none: client ports at each node (default 8), 1.25G slots of a link without a speed (default 80). */
  readonly clientPortsPerNode?: number;
  readonly slotsPerLink?: number;
  /** Sites of the files that are one with a known site: from the file's code to the known one, or every one that a preview proposed. */
  readonly sites?: Readonly<Record<string, string>> | 'as-proposed';
}

/** What an import would do; nothing is done. */
export interface ImportPreview {
  readonly carrier: Carrier;
  readonly counts: FileCounts;
  /** Things in the files whose latency is not known: orders with a limit do not pass there until it is entered. */
  readonly unknownLatency: { readonly nodes: number; readonly resources: number };
  /** What is left out or doubted, in the files and beside what is known. */
  readonly problems: readonly ImportProblem[];
  readonly sites: SiteMatches;
  /** Orders that hold, or were planned over, something that would be changed or withdrawn. */
  readonly ordersHit: readonly { readonly orderId: string; readonly state: OrderState; readonly text: string }[];
  /** Names exactly this import: files, options and effects. */
  readonly digest: string;
  /** Only where it was asked for: it is as large as the inventory. */
  readonly network?: ReturnType<typeof offeredNetwork>;
}

/** Nothing can be imported: the files are unreadable, or the carrier or an option is not one; the message says what to do. */
export interface ImportRefusal {
  readonly kind: 'refused';
  readonly message: string;
}

export type PreviewOutcome = { readonly kind: 'preview'; readonly preview: ImportPreview } | ImportRefusal;

export type ImportOutcome =
  | { readonly kind: 'imported'; readonly preview: ImportPreview }
  /** What was previewed is not what would be done now; nothing is imported. Here is what it would be. */
  | { readonly kind: 'changed'; readonly message: string; readonly preview: ImportPreview }
  | ImportRefusal;

export interface InventoryCommands {
  /** Shows what importing a carrier from files would do (N1, N3). */
  previewInventory(request: ImportRequest, withNetwork?: boolean): Promise<PreviewOutcome>;
  /** Imports exactly what was previewed: the digest is the preview's. The carrier can then be planned with, not provisioned, until its manager is connected. */
  importInventory(request: ImportRequest, digest: string, by?: string): Promise<ImportOutcome>;
}

export function inventoryCommands({ engine, notices }: HostParts): InventoryCommands {
  /** Reads the files and does all of it; keeps it if `accept` says so. */
  const tryImport = async (
    request: ImportRequest,
    accept: (preview: ImportPreview) => boolean,
    { by, withNetwork = false }: { readonly by?: string | undefined; readonly withNetwork?: boolean | undefined } = {},
  ): Promise<{ readonly kind: 'tried'; readonly preview: ImportPreview; readonly isKept: boolean } | ImportRefusal> => {
    const wrong = wrongWith(engine, request);
    if (wrong !== null) return refused(wrong);
    const mapping =
      request.mapping === undefined ? { kind: 'mapping' as const, mapping: standardMapping } : parseCarrierMapping(request.mapping);
    if (mapping.kind === 'invalid') return refused(mapping.errors.join('; '));
    const read = readInventoryFiles(request.files, {
      carrierId: request.carrier.id,
      mapping: mapping.mapping,
      clientPortsPerNode: request.clientPortsPerNode ?? 8,
      slotsPerLink: request.slotsPerLink ?? 80,
    });
    if (read.kind === 'unreadable') return refused(read.message);
    const { view } = engine.network;
    const sites = matchSites(view, request.carrier.id, read.inventory.nodes);
    const chosen = chosenSites(request, sites);
    const unknown = chosen.find(([, known]) => !view.sites.has(known));
    if (unknown) return refused(`site ${unknown[1]} is not known: the site ${unknown[0]} of the file cannot be taken to be there`);
    const inventory = { ...read.inventory, nodes: atKnownSites(view, read.inventory.nodes, new Map(chosen)) };
    const files = request.files.map(({ name }) => name).join(', ');
    const entry: FileEntry = { carrier: request.carrier, files, inventory, atMs: engine.clock.now() };
    const { shown, isKept } = await enterFile(engine.store, engine.network, entry, async (effects, tx) => {
      const preview = await previewOf(engine, request, entry, effects, read.problems, sites, tx);
      const isAccepted = accept(preview);
      const words = `${by === undefined ? '' : `by ${by}: `}${wordsOf(preview, files)}`;
      if (isAccepted)
        await tx.history.add({ atMs: entry.atMs, actor: 'operator', event: 'inventory.imported', subject: entry.carrier.id, text: words });
      if (!withNetwork) return { shown: preview, isKept: isAccepted };
      return { shown: { ...preview, network: offeredNetwork(view, entry.carrier.id, inventory, effects.written) }, isKept: isAccepted };
    });
    return { kind: 'tried', preview: shown, isKept };
  };

  return {
    previewInventory: (request, withNetwork) =>
      notices.take(async () => {
        const tried = await tryImport(request, () => false, { withNetwork });
        return tried.kind === 'refused' ? tried : { kind: 'preview', preview: tried.preview };
      }),
    importInventory: (request, digest, by) =>
      notices.take(async () => {
        const tried = await tryImport(request, (preview) => preview.digest === digest, { by });
        if (tried.kind === 'refused') return tried;
        const { preview, isKept } = tried;
        if (!isKept) return { kind: 'changed', message: differenceBetween(digest, preview.digest), preview };
        await notices.onNews('everything');
        return { kind: 'imported', preview };
      }),
  };
}

function wrongWith({ network: { view }, links }: Engine, request: ImportRequest): string | null {
  const { carrier, files, clientPortsPerNode = 0, slotsPerLink = 0 } = request;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(carrier.id)) {
    return `"${carrier.id.slice(0, 60)}" is no carrier id: up to 40 letters, digits, dots, hyphens and underscores`;
  }
  if (links.has(carrier.id) || (view.carriers.has(carrier.id) && !view.fileSources.has(carrier.id))) {
    return `${view.carrierName(carrier.id)} is known by its dedicated link, and a file does not replace what its manager reports: resynchronise it, or import the file as a carrier with another id`;
  }
  if (files.length === 0) return 'no file is given: name at least one';
  if (!Number.isInteger(clientPortsPerNode) || clientPortsPerNode < 0 || clientPortsPerNode > 100) {
    return `client ports per node: ${clientPortsPerNode} is no whole number from 0 to 100`;
  }
  if (!Number.isInteger(slotsPerLink) || slotsPerLink < 0 || slotsPerLink > 1_000_000) {
    return `slots per link: ${slotsPerLink} is no whole number from 0 to 1000000`;
  }
  return null;
}

const chosenSites = ({ sites = {} }: ImportRequest, { proposals }: SiteMatches): readonly (readonly [string, string])[] =>
  sites === 'as-proposed' ? proposals.map(({ siteId, knownSiteId }) => [siteId, knownSiteId] as const) : Object.entries(sites);

async function previewOf(
  engine: Engine,
  request: ImportRequest,
  { inventory, carrier }: FileEntry,
  effects: FileEffects,
  problems: readonly ImportProblem[],
  sites: SiteMatches,
  tx: Tx,
): Promise<ImportPreview> {
  const beside = effects.written.warnings.map(({ subject, message }): ImportProblem => ({
    file: '',
    where: subject,
    severity: 'doubted',
    message,
  }));
  const ordersHit = await ordersTouched(engine.network.view, tx, effects.touched);
  return {
    carrier,
    counts: effects.counts,
    unknownLatency: unknownIn(inventory),
    problems: [...problems, ...beside],
    sites,
    ordersHit,
    digest: `${hash(filesOf(request))}-${hash(JSON.stringify([timeless(effects), ordersHit]))}`,
  };
}

const unknownIn = ({ nodes, resources }: CarrierInventory) => ({
  nodes: nodes.filter(({ transitNs }) => transitNs === null).length,
  resources: resources.filter(({ latency }) => latency === null).length,
});

/** The request as what is hashed: lengths keep its parts apart. */
function filesOf({ files, ...options }: ImportRequest): Uint8Array {
  const parts = [Buffer.from(JSON.stringify(options)), ...files.flatMap(({ name, bytes }) => [Buffer.from(name), bytes])];
  return Buffer.concat(parts.flatMap((part) => [Buffer.from(`${part.length} `), part]));
}

/** What is written, but for the time at which it is. */
const timeless = ({ written }: FileEffects): unknown => ({
  ...written,
  readings: written.readings.map(({ subject, azNs, zaNs }) => [subject, azNs, zaNs]),
});

const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex').slice(0, 32);

const differenceBetween = (previewed: string, now: string): string =>
  previewed.split('-')[0] === now.split('-')[0]
    ? 'the network has changed since the preview: look at what the import would do now, and import that'
    : 'these are not the files and options that were previewed: look at what the import would do now, and import that';

function wordsOf({ counts, problems, carrier }: ImportPreview, files: string): string {
  const { node, resource, port } = counts;
  const leftOut = problems.filter(({ severity }) => severity === 'left-out').length;
  const each = [
    ['nodes', node],
    ['links', resource],
    ['ports', port],
  ] as const;
  const words = each.map(([what, count]) => `${what} ${count.new} new, ${count.changed} changed, ${count.withdrawn} withdrawn`).join('; ');
  return `${carrier.name} from ${files}: ${words}; ${leftOut} left out, ${problems.length - leftOut} doubted`;
}

const refused = (message: string): ImportRefusal => ({ kind: 'refused', message });
