import { createHash } from 'node:crypto';
import type { CarrierInventory } from '../carriers/carrier-link';
import { carrierMappingSchema, type CarrierMapping } from '../carriers/mapping';
import type { UnderstoodReading } from '../carriers/tapi/read-once';
import type { ConnectingShown } from '../contract/connecting';
import type { Engine } from '../engine';
import { ordersTouched } from '../interventions/orders-over';
import type { Carrier } from '../model/network';
import type { FileEffects } from '../network/enter-file';
import { matchSites } from '../network/match-sites';
import { offeredNetwork } from '../network/offered-network';
import { sharedSites } from '../network/shared-sites';
import { tryInventory } from '../network/try-inventory';
import type { Tx } from '../store/store';
import type { HostParts } from './host-parts';
import { mappingLines } from './mapping-lines';

/** A carrier as its manager was read, with how it is to be connected. */
export interface ManagerRead {
  readonly carrier: Carrier;
  readonly mapping: CarrierMapping;
  /** Where it is and by which files: not looked into, but part of what the digest names. */
  readonly address: unknown;
  /** Of the manager's own certificate. */
  readonly fingerprint: string;
  readonly tapiVersion: string;
  readonly readAtMs: number;
  readonly understood: UnderstoodReading;
}

export interface ConnectingCommands {
  /** Shows what connecting a carrier would do (N1–N4): done in full, and undone. */
  previewConnecting(read: ManagerRead): Promise<ConnectingShown>;
}

export const connectingCommands = ({ engine, notices }: HostParts): ConnectingCommands => ({
  previewConnecting: (read) =>
    notices.take(() => {
      const { carrier, understood, readAtMs } = read;
      return tryInventory(engine.store, engine.network, { carrier, inventory: understood.inventory, atMs: readAtMs }, (effects, tx) =>
        shownFrom(engine, read, effects, tx),
      );
    }),
});

async function shownFrom(engine: Engine, read: ManagerRead, effects: FileEffects, tx: Tx): Promise<ConnectingShown> {
  const { view } = engine.network;
  const { carrier, understood, mapping } = read;
  const { inventory, latencyCheck, linkMarks, nodeNames } = understood;
  const { nodes, ports, resources } = inventory;
  const shared = sharedSites(view, carrier.id, inventory, effects.written);
  const ordersHit = await ordersTouched(view, tx, effects.touched);
  const replaces = engine.links.has(carrier.id) ? 'link' : view.fileSources.has(carrier.id) ? 'files' : 'nothing';
  return {
    carrier,
    readAtMs: read.readAtMs,
    tapiVersion: read.tapiVersion,
    fingerprint: read.fingerprint,
    replaces,
    counts: effects.counts,
    listed: {
      sites: new Set(nodes.flatMap(({ site }) => site?.id ?? [])).size,
      nodes: nodes.length,
      nodesWithoutSite: nodes.filter(({ site }) => site === null).length,
      links: resources.length,
      dedicatedLinks: resources.filter(({ isDedicated }) => isDedicated).length,
      clientPorts: ports.filter(({ plug }) => plug === null).length,
      plugs: ports.filter(({ plug }) => plug !== null).length,
      services: inventory.services.length,
    },
    unknownLatency: {
      nodes: nodes.filter(({ transitNs }) => transitNs === null).length,
      resources: resources.filter(({ latency }) => latency === null).length,
    },
    ...{ latencyCheck, linkMarks, nodeNames },
    sites: matchSites(view, carrier.id, nodes),
    sharedSites: shared,
    ordersHit,
    network: offeredNetwork(view, carrier.id, inventory, effects.written),
    mapping: { lines: mappingLines(mapping), sites: mapping.sites, dedicated: mapping.dedicated },
    warnings: [...effects.written.warnings].slice(0, mostWarnings),
    digest: [
      hash([read.address, carrier, mapping]),
      hash(read.fingerprint),
      hash(lasting(inventory)),
      hash([effects.counts, replaces, shared, ordersHit.map(({ orderId }) => orderId)]),
    ].join('-'),
  };
}

/** What is agreed on with a carrier. How much of it is free, and what is broken just now, changes while one reads. */
const lasting = ({ nodes, ports, resources }: CarrierInventory): unknown => [
  nodes.map(({ uuid, name, site, transitNs }) => [uuid, name, site, transitNs]),
  ports.map(({ uuid, name, nodeUuid, signals, plug }) => [uuid, name, nodeUuid, signals, plug]),
  resources.map(({ uuid, name, aNodeUuid, zNodeUuid, slots, signals, pricePerSlot, sharedRisks, isDedicated, latency }) => [
    ...[uuid, name, aNodeUuid, zNodeUuid, slots, signals, pricePerSlot, sharedRisks, isDedicated, latency],
  ]),
];

const hash = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 24);
const mostWarnings = 500;

/** In what two previews of one carrier differ, in words; `before` null: it is not known any more. */
export function whatMoved(before: ConnectingShown | null, now: ConnectingShown, digest: string): readonly string[] {
  const [plan, certificate, inventory, network] = digest.split('-');
  const [planNow, certificateNow, inventoryNow, networkNow] = now.digest.split('-');
  return [
    ...(plan === planNow ? [] : ['The address, the files, the carrier or the mapping table are not those that were previewed.']),
    ...(certificate === certificateNow
      ? []
      : [
          `The manager shows another certificate${before === null ? '' : `, not ${before.fingerprint}`}: ${now.fingerprint}. Have the carrier confirm it.`,
        ]),
    ...(inventory === inventoryNow ? [] : inventoryMoves(before, now)),
    ...(inventory !== inventoryNow || network === networkNow
      ? []
      : ['The network beside it has changed: what would be joined or is known of this carrier is not what it was.']),
  ];
}

function inventoryMoves(before: ConnectingShown | null, now: ConnectingShown): readonly string[] {
  if (before === null) return ['The manager lists something else than it did.'];
  const moves = (
    [
      ['node', before.network.nodes, now.network.nodes],
      ['link', before.network.links, now.network.links],
    ] as const
  ).flatMap(([kind, then, today]) => {
    const key = (thing: (typeof then)[number]): string => JSON.stringify({ ...thing, fate: null });
    const [was, is] = [new Map(then.map((thing) => [thing.id, thing])), new Map(today.map((thing) => [thing.id, thing]))];
    const names = (words: string, things: readonly { readonly name: string }[]): string[] =>
      things.length === 0
        ? []
        : [`${things.length} ${kind}${things.length === 1 ? '' : 's'} ${words}: ${few(things.map(({ name }) => name))}.`];
    const gone = then.filter(({ id }) => !is.has(id));
    const added = today.filter(({ id }) => !was.has(id));
    const other = today.filter((thing) => {
      const known = was.get(thing.id);
      return known !== undefined && key(known) !== key(thing);
    });
    return [...names('more than was previewed', added), ...names('no longer listed', gone), ...names('not as previewed', other)];
  });
  return moves.length > 0 ? moves : ['Ports, capacities, prices or shared risks are not as previewed.'];
}

const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** A mapping table given only in what differs; each error names its field. */
export function mappingFrom(given: Readonly<Record<string, unknown>>): CarrierMapping | { readonly errors: readonly string[] } {
  const parsed = carrierMappingSchema.safeParse(given);
  return parsed.success
    ? parsed.data
    : { errors: parsed.error.issues.map(({ path, message }) => `mapping table, field "${path.join('.') || '(whole)'}": ${message}`) };
}
