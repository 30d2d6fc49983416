import type { CarrierLink } from '../carriers/carrier-link';
import type { Manager } from '../carriers/manager';
import { defaultSettings, type Engine, type EngineEvent, type EngineSettings } from '../engine';
import { sleep, type Clock, type NewId } from '../model/clock';
import type { Carrier } from '../model/network';
import { beginRecords, followLatency } from '../latency-watch/follow-latency';
import type { Order } from '../model/order';
import { enterCarrier, markLink } from '../network/link-state';
import { followRoutes } from '../network/follow-routes';
import { beginNetwork, type Network } from '../network/network';
import { ServiceWatch } from '../provisioning/service-watch';
import type { Store } from '../store/store';
import { StoreError } from '../store/store-error';
import type { HostKeys } from '../switches/host-keys';
import { archive, type Archive } from './archive';
import { announcing, Listeners, tellFailure } from './announcements';
import { CarriageWatch } from './carriage-watch';
import { circuitCommands, type CircuitCommands } from './circuit-commands';
import { circuitQueries, type CircuitQueries } from './circuit-queries';
import { connectingCommands, type ConnectingCommands } from './connecting-commands';
import { DiscrepancyWork } from './discrepancy-work';
import { draftCommands, type DraftCommands } from './draft-commands';
import { eachOpenOrder } from './each-open-order';
import { ExhaustionWatch } from './exhaustion-watch';
import { hostKeysIn } from './host-keys-in-store';
import type { HostParts } from './host-parts';
import { interconnectCommands, type InterconnectCommands } from './interconnect-commands';
import { interventionCommands, type InterventionCommands } from './intervention-commands';
import { importParts, type ImportCommands } from './imports/import-commands';
import { fieldCommands, type FieldCommands } from './field-commands';
import { inventoryCommands, type InventoryCommands } from './inventory-commands';
import { CertificateWatch } from './certificate-watch';
import type { CarrierConfiguration } from './carrier-keeping';
import { linkCommands, type LinkCommands } from './link-commands';
import { LinkRegistry } from './link-registry';
import { LinkWork } from './link-work';
import { mappingLines } from './mapping-lines';
import type { LinkShown } from '../contract/links';
import type { CertificateWarning } from '../model/certificate';
import { LiveTopics, type WatchTopic } from './live/live-topics';
import { latencyCommands, type LatencyCommands } from './latency-commands';
import { Notices } from './notices';
import { OrderCalls } from './order-calls';
import { orderCommands, type OrderCommands } from './order-commands';
import { OutgoingConnections } from './outgoing';
import { PathWatch } from './path-watch';
import { queries, type Queries } from './queries';
import { watchCommands, type WatchCommands } from './watch-commands';
import { recoveryCommands, type RecoveryCommands } from './recovery-commands';
import { queueCommands, type QueueCommands } from './queue-commands';
import { reconciliationCommands, type ReconciliationCommands } from './reconciliation-commands';
import { readUse } from './read-use';
import { sessions as openSessions, type SessionCommands } from './session-commands';
import { StoreCheck } from './store-check';
import { OnceAsked, storeAfter } from './store-after';
import type { SwitchWork } from './switch-work';
import { lineQueries, type LineQueries } from './touched-by';
import { startWatches } from './watches';
import { windowCommands, type WindowCommands } from './window-commands';
import { WindowWatch } from './window-watch';

export interface HostPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly settings?: Partial<EngineSettings>;
  /** Hears, in words, what a check of the store in the background found wrong; a damaged file can tell nothing of itself. */
  readonly onDamage?: (words: string) => void;
  /** Hears the stages of the start as they end, for whoever measures them. */
  readonly onStage?: (stage: string) => void;
  /** Of how many connections, segments or orders who uses the network is read at once (`UseReader`); the first of them before the host is made. */
  readonly readAtOnce?: number;
  /** Where the carriers that are connected at the start are written; absent: nowhere. */
  readonly carrierConfiguration?: CarrierConfiguration;
}

/** The engine at work on one store. Commands and queries are in files of their own. */
export interface Host
  extends
    OrderCommands,
    QueueCommands,
    InterventionCommands,
    WindowCommands,
    LatencyCommands,
    InventoryCommands,
    LinkCommands,
    InterconnectCommands,
    ConnectingCommands,
    ReconciliationCommands,
    CircuitCommands,
    CircuitQueries,
    LineQueries,
    SessionCommands,
    WatchCommands,
    RecoveryCommands,
    DraftCommands,
    ImportCommands,
    FieldCommands,
    Queries,
    Archive {
  readonly network: Network;
  /** What operators took SSH servers' keys to be. */
  readonly hostKeys: HostKeys;
  /** Who connects something from this host to elsewhere says so here. */
  readonly outgoing: OutgoingConnections;
  /** What passed over the dedicated links, and how they fare. */
  readonly registry: LinkRegistry;
  showLink(carrierId: string): LinkShown;
  /** Certificates and keys of ours that links are made with, now and the next time. */
  filesInUse(): readonly string[];
  certificateWarnings(): readonly CertificateWarning[];
  /** Adds a carrier with its dedicated link, or connects one again that the store knows. `manager`: what that link can be made anew from. */
  connectCarrier(carrier: Carrier, link: CarrierLink, manager?: Manager): Promise<void>;
  resynchronise(carrierId: string): void;
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** Shows a table that follows what happens. */
  readonly watchTopic: WatchTopic;
  /**
   * To be called once the carriers are connected, on a new store too: it takes up what was under way when the last host on this store ended, and begins
   * what goes on in the background (stored alternatives, returns, diversity). It waits for the links for a while, since what a carrier holds can only be
   * asked of one that answers. Of a field pack nothing is taken up. Then, in either case, the store is checked in the background.
   */
  resume(): Promise<void>;
  /** Resolves when no order is being worked on and no notice is being entered. */
  settled(): Promise<void>;
  /** Ends links and work; what is under way is resumed by the next host on the store. Does not close the store. */
  close(): Promise<void>;
}

/** Orders to be booked at once: more than one person enters. */
const many = 8;

/** Wires the engine: ports to stages, links to the network, notices to recovery, orders to their flows. `resume` takes up what was under way. */
export async function createHost({
  store: given,
  clock,
  newId,
  settings: chosen = {},
  carrierConfiguration,
  onDamage = () => undefined,
  onStage,
  readAtOnce,
}: HostPorts): Promise<Host> {
  const settings = { ...defaultSettings, ...chosen };
  const links = new Map<string, CarrierLink>();
  const switches = new Map<string, SwitchWork>();
  const listeners = new Listeners((error) => void tellFailure(engine, 'a listener', error));
  const { use, ...network } = await beginNetwork(given, onStage, readAtOnce);
  const fieldOrigin = await given.transaction((tx) => tx.fieldPacks.origin());
  const registry = new LinkRegistry(clock);
  const live = new LiveTopics({
    ...{ store: given, view: network.view, clock, links: registry },
    failed: (error) => void tellFailure(engine, 'what is shown', error),
  });
  const announced = announcing(followRoutes(live.store, network.view), (entry) => {
    listeners.announce({ kind: 'history.added', entry });
  });
  const latencyWatch = { view: network.view, clock, settings };
  let isEnding = false;
  // Whoever asks nothing of who uses the network has the store at once; who decides or writes by that, when all of it is read.
  const reading = new OnceAsked(async () => {
    await readUse({ store: given, use, clock, retryMs: settings.retryMs, isEnding: () => isEnding });
    await beginRecords(announced, latencyWatch);
    onStage?.('use read');
  });
  if (use.isDone) await reading.until();
  const store = storeAfter(reading, followLatency(announced, latencyWatch));
  const engine: Engine = {
    store,
    network,
    links,
    switches,
    clock,
    newId,
    settings,
    serviceWatch: new ServiceWatch(),
    isEnding: () => isEnding,
    areManyWaiting: () => calls.toBeBooked > many,
    announce: (event) => {
      listeners.announce(event);
    },
  };
  const atOnce: Engine = { ...engine, store: announced };
  const calls = new OrderCalls(engine);
  const notices = new Notices(engine, calls, reading);
  const parts: HostParts = { engine, calls, notices };
  const imports = importParts(engine, calls);
  const renewals = await given.transaction((tx) => tx.carriers.renewals());
  const linkWork = new LinkWork({ engine, links, notices, registry, renewals, configuration: carrierConfiguration ?? null });
  const certificates = new CertificateWatch(engine, registry);
  const watches = startWatches(parts);
  const windows = new WindowWatch(engine, calls, notices);
  const discrepancies = new DiscrepancyWork(engine, notices);
  const paths = new PathWatch(engine);
  const carriage = new CarriageWatch(engine);
  const exhaustion = new ExhaustionWatch(engine);
  const storeCheck = new StoreCheck(engine, onDamage);
  const hostKeys = hostKeysIn(atOnce);
  const outgoing = new OutgoingConnections(clock);
  const { close: closeSessions, ...sessionCommands } = openSessions(atOnce, hostKeys, outgoing);
  listeners.add((event) => {
    for (const work of switches.values()) work.heard(event);
    paths.heard(event);
    carriage.heard(event);
    exhaustion.heard(event);
    watches.heard(event);
    discrepancies.heard(event);
    windows.onEvent(event);
    live.heard(event);
  });

  // Until its link is up again, what a carrier told the last time is stale; and a switch is not heard.
  for (const { carrierId, isUp } of network.view.linkStates.values()) {
    if (isUp) await markLink(announced, network, carrierId, false, 'not connected since the start', clock.now());
  }

  for (const { switchId, isUp } of await announced.transaction((tx) => tx.switches.links())) {
    const link = { switchId, isUp: false, detail: 'not connected since the start', sinceMs: clock.now() };
    if (isUp) await announced.transaction((tx) => tx.switches.putLink(link));
  }

  let giveWay = (): void => undefined;
  const ended = new Promise<void>((resolve) => (giveWay = resolve));
  let resuming: Promise<void> = Promise.resolve();
  const takeUpOrders = async (): Promise<void> => {
    const toMove = new Set((await store.transaction((tx) => tx.interventions.moves())).map(({ orderId }) => orderId));
    const due: Pick<Order, 'id' | 'priority'>[] = [];
    await eachOpenOrder(engine, ({ id, priority, state, endMs, isCancelRequested }) => {
      if (state !== 'active' || isCancelRequested || endMs !== null || toMove.has(id)) due.push({ id, priority });
    });
    // All at once, so that the most urgent of them come first.
    for (const { id, priority } of due) calls.call(id, priority);
  };
  const resume = async (): Promise<void> => {
    await reading.until();
    // In the field nobody can be asked: what was under way stays as it was known.
    if (fieldOrigin !== null) {
      if (!engine.isEnding()) storeCheck.start();
      return;
    }
    await Promise.race([notices.everyLinkUp(), sleep(clock, settings.resumeGraceMs), ended]);
    for (const step of [
      () => paths.start(),
      () => windows.look(),
      takeUpOrders,
      () => imports.work.start(),
      () => discrepancies.start(),
      () => watches.start(),
    ]) {
      if (engine.isEnding()) return;
      await step();
    }
    if (!engine.isEnding()) storeCheck.start();
  };

  return {
    network,
    hostKeys,
    outgoing,
    registry,
    showLink(carrierId) {
      const manager = registry.managerOf(carrierId);
      return {
        certificates: registry.certificatesOf(carrierId),
        files: manager?.files ?? null,
        next: linkWork.nextCertificate(carrierId),
        mapping: manager ? mappingLines(manager.mapping) : [],
      };
    },
    filesInUse: () => [...registry.files(), ...linkWork.renewalFiles()],
    certificateWarnings: () => registry.certificateWarnings(network.view),
    ...linkCommands(parts, linkWork, registry, carrierConfiguration ?? null),
    ...interconnectCommands(parts),
    ...orderCommands(parts),
    ...queueCommands(parts),
    ...interventionCommands(parts),
    ...windowCommands(parts, windows),
    ...latencyCommands(parts),
    ...inventoryCommands(parts),
    ...connectingCommands(parts),
    ...watchCommands(parts),
    ...recoveryCommands(parts),
    ...reconciliationCommands(parts, discrepancies),
    ...circuitCommands(atOnce, switches),
    ...circuitQueries(atOnce),
    ...lineQueries(atOnce),
    ...sessionCommands,
    ...draftCommands(atOnce),
    ...imports.commands,
    ...fieldCommands(engine, fieldOrigin),
    ...queries(engine, announced),
    ...archive(atOnce),
    watchTopic: live.watching(engine),
    async connectCarrier(carrier, link, manager) {
      await notices.take(() => enterCarrier(announced, network, carrier, clock.now()));
      await linkWork.connect(carrier.id, link, manager ?? null);
      if (manager) certificates.look();
    },
    resynchronise: (carrierId) => links.get(carrierId)?.resynchronise(),
    onEvent: (listener) => listeners.add(listener),
    resume: () =>
      (resuming = resume().catch((error: unknown) => {
        if (engine.isEnding()) return;
        if (error instanceof StoreError) onDamage(error.message);
        throw error;
      })),
    async settled() {
      await notices.settled();
      await imports.work.settled();
      await calls.settled();
      await watches.settled();
      await discrepancies.settled();
      for (const work of switches.values()) await work.settled();
      await paths.settled();
      await carriage.settled();
      await exhaustion.settled();
    },
    async close() {
      live.close();
      // Their ends are recorded: before everything else is given up.
      await closeSessions();
      isEnding = true;
      giveWay();
      await reading.settled();
      await resuming.catch(() => undefined);
      await storeCheck.close();
      certificates.close();
      windows.close();
      notices.close();
      await Promise.all([...links.values()].map((link) => link.close()));
      await Promise.all([...switches.values()].map((work) => work.close()));
      await imports.work.settled();
      await calls.close();
      await paths.close();
      await carriage.settled();
      await exhaustion.close();
      await watches.close();
      await discrepancies.settled();
      await notices.settled();
    },
  };
}
