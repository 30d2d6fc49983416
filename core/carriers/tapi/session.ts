import type { CarrierInventory, CarrierLinkEvent, LinkWarning, ReportedService } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import type { Clock } from '../../model/clock';
import { activeAlarms, createAlarmBoard } from './alarms';
import { createFullReader } from './full-read';
import type { CarrierDocuments, FullReader } from './full-read';
import { createInbox } from './inbox';
import type { Work } from './inbox';
import { changeBetween, interpret } from './interpret';
import type { Interpretation } from './interpret';
import { entries, member } from './json';
import type { TapiLimits } from './limits';
import { readNotices } from './notices';
import type { Notice } from './notices';
import { readObjects, unreadPorts } from './object-reads';
import type { DirtyObject } from './object-reads';
import { readServices } from './read-service';
import { createRestconfClient } from './restconf/client';
import type { RestconfClient } from './restconf/client';
import { checkVersion, discoverRoot } from './restconf/discovery';
import { openEventStream } from './restconf/event-stream';
import type { TlsIdentity } from './restconf/identity';
import { connectionUuids } from './route';
import type { SequenceWatch } from './sequence';
import type { ServiceContext } from './service-calls';
import { snapshotOf, uuidOf } from './snapshot';
import type { Snapshot } from './snapshot';
import { subscribe, unsubscribe } from './subscription';
import { collectWarnings } from './warnings';

export interface SessionOptions {
  readonly url: string;
  readonly tls: TlsIdentity;
  readonly mapping: CarrierMapping;
  readonly clock: Clock;
  readonly limits: TapiLimits;
  readonly subscriptionUuid: string;
  /** Outlives the session: what was learnt of the numbers stays. */
  readonly sequence: SequenceWatch;
  readonly emit: (event: CarrierLinkEvent) => Promise<void>;
}

/** What a session knows once its first full read has succeeded. */
interface Knowledge {
  readonly snapshot: Snapshot;
  readonly interpretation: Interpretation;
  readonly services: readonly ReportedService[];
}

const maxRetries = 3;

/**
 * One life of the dedicated link, from connecting to its loss. Subscribes and opens the stream before the first full read; what arrives meanwhile waits in
 * the inbox and is worked off after it, so nothing falls between the two.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #client: RestconfClient;
  readonly #inbox = createInbox();
  readonly #timers = new Set<() => void>();
  readonly #alarms;
  readonly #serviceOfConnection = new Map<string, string>();
  readonly #retries = new Map<string, number>();
  #root = '';
  #reader: FullReader | null = null;
  #known: Knowledge | null = null;
  #standingWarnings: readonly LinkWarning[] = [];
  #isStreaming = false;
  #closeStream = (): void => undefined;
  #lastFullReadMs = 0;
  #isGapReadPlanned = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#alarms = createAlarmBoard(options.mapping.alarms);
    this.#client = createRestconfClient(options.url, options.tls, options.limits, options.clock);
  }

  /** Lives until the link is lost; resolves with the reason. */
  async live(): Promise<string> {
    const fault = (await this.#connect()) ?? (await this.#readAll([]));
    if (fault !== null) return fault;
    this.#planPoll();
    for (;;) {
      const next = await this.#inbox.next();
      if (next.kind === 'ended') return next.reason;
      const lost = await this.#perform(next.work);
      if (lost !== null) return lost;
    }
  }

  get isUp(): boolean {
    return this.#known !== null;
  }

  resynchronise(): void {
    this.#inbox.demandResync();
  }

  /** For calls about services; null until the link is up. */
  serviceContext(): ServiceContext | null {
    if (!this.#known) return null;
    const { snapshot, interpretation } = this.#known;
    const onConnections = (serviceUuid: string, connections: readonly string[]): void => {
      for (const connection of connections) this.#serviceOfConnection.set(connection, serviceUuid);
    };
    return { client: this.#client, root: this.#root, snapshot, index: interpretation.index, mapping: this.#options.mapping, onConnections };
  }

  /** Ends everything. `isFarewell`: the link is not coming back, so the manager need not keep our subscription. */
  async close(isFarewell: boolean): Promise<void> {
    this.#inbox.end('the link is closed');
    this.#known = null;
    for (const cancel of this.#timers) cancel();
    this.#closeStream();
    if (isFarewell && this.#isStreaming) await unsubscribe(this.#client, this.#root, this.#options.subscriptionUuid);
    await this.#client.close();
  }

  async #connect(): Promise<string | null> {
    const { limits, clock, sequence, subscriptionUuid } = this.#options;
    const root = await discoverRoot(this.#client);
    if (root.kind === 'failed') return root.reason;
    this.#root = root.path;
    this.#reader = createFullReader(this.#client, root.path);
    const version = await checkVersion(this.#client, root.path);
    if (version.kind === 'failed') return version.reason;
    const doubts = version.doubt === null ? [] : [{ subject: 'ietf-yang-library', message: version.doubt }];
    const source = await subscribe(this.#client, root.path, subscriptionUuid);
    this.#standingWarnings = [...doubts, ...source.warnings];
    if (!source.url) return null;
    sequence.restart();
    const stream = await openEventStream(this.#client, source.url, {
      idleMs: limits.streamIdleMs,
      maxEventBytes: limits.maxNoticeBytes,
      clock,
      onData: (data) => {
        const notices = readNotices(data);
        if (notices) this.#inbox.addNotices(notices);
        else this.#resyncForGap();
      },
      onEnd: (reason) => {
        this.#inbox.end(reason);
        // What is still being asked would only hold up the news that the link is lost.
        void this.#client.close();
      },
    });
    if (stream.kind === 'failed') return `the notice stream could not be opened: ${stream.reason}`;
    this.#isStreaming = true;
    this.#closeStream = stream.close;
    return null;
  }

  async #perform(work: Work): Promise<string | null> {
    const { sequence, limits } = this.#options;
    const hasGap = work.notices.map(({ sequenceNumber }) => sequence.isGap(sequenceNumber)).includes(true);
    if (hasGap) this.#resyncForGap();
    const objects = this.#dirtyObjects(work);
    if (work.isResyncDue || objects === null || objects.length > limits.maxObjectReads) {
      const fault = await this.#readAll(work.notices);
      if (fault !== null) return fault;
    } else {
      await this.#applyAlarms(work.notices);
      await this.#readDirty(objects);
    }
    await this.#reportServices(work.notices);
    return work.isPollDue ? this.#poll() : null;
  }

  /** Reads everything and reports it; the alarms in `notices` stand on top of what was read, for they may be missing in it. */
  async #readAll(notices: readonly Notice[]): Promise<string | null> {
    const outcome = (await this.#reader?.read(false)) ?? { kind: 'failed', reason: 'the link is not connected' };
    if (outcome.kind === 'failed') return outcome.reason;
    if (outcome.kind === 'unchanged')
      return 'the manager answered "not modified" to a read that was not conditional: the carrier has to correct it';
    this.#lastFullReadMs = this.#options.clock.now();
    this.#retries.clear();
    const { known, warnings } = this.#learn(outcome.documents, notices);
    this.#known = known;
    const { nodes, ports, resources } = known.interpretation;
    const inventory: CarrierInventory = { nodes, ports, resources, services: known.services, warnings };
    await this.#options.emit({ kind: 'up', inventory, atMs: this.#lastFullReadMs });
    return null;
  }

  #learn(
    documents: CarrierDocuments,
    notices: readonly Notice[],
  ): { readonly known: Knowledge; readonly warnings: readonly LinkWarning[] } {
    const { mapping } = this.#options;
    this.#alarms.clear();
    for (const alarm of activeAlarms(documents.faultContext)) this.#alarms.note(alarm);
    for (const { alarm } of notices) if (alarm) this.#alarms.note(alarm);
    const snapshot = snapshotOf(documents.servicePoints, documents.topologyContext);
    const interpretation = interpret(snapshot, this.#alarms, mapping);
    const ofServices = collectWarnings();
    const services = readServices(documents.connectivityContext, { snapshot, index: interpretation.index, mapping }, ofServices);
    this.#learnConnections(documents.connectivityContext);
    const warnings = [...this.#standingWarnings, ...documents.warnings, ...interpretation.warnings, ...ofServices.list];
    return { known: { snapshot, interpretation, services }, warnings };
  }

  #learnConnections(connectivityContext: CarrierDocuments['connectivityContext']): void {
    for (const service of entries(member(connectivityContext, 'connectivity-service'))) {
      const uuid = uuidOf(service);
      if (uuid !== null) for (const connection of connectionUuids(service)) this.#serviceOfConnection.set(connection, uuid);
    }
  }

  async #poll(): Promise<string | null> {
    const before = this.#known;
    const outcome = await this.#reader?.read(true);
    if (outcome?.kind === 'failed') return outcome.reason;
    if (outcome?.kind === 'read' && before) {
      const { known } = this.#learn(outcome.documents, []);
      this.#known = known;
      await this.#reportChange(before.interpretation, known.interpretation, []);
      const old = new Map(before.services.map((service) => [service.uuid, JSON.stringify(service)]));
      const now = new Map(known.services.map((service) => [service.uuid, JSON.stringify(service)]));
      for (const uuid of new Set([...old.keys(), ...now.keys()])) if (old.get(uuid) !== now.get(uuid)) await this.#reportService(uuid);
    }
    this.#planPoll();
    return null;
  }

  #planPoll(): void {
    if (this.#isStreaming) return;
    this.#after(this.#options.limits.pollMs, () => {
      this.#inbox.demandPoll();
    });
  }

  /** What has to be read again after these notices, each object once; null: everything. */
  #dirtyObjects(work: Work): readonly DirtyObject[] | null {
    const dirty = new Map(work.retries.map((object) => [object.uuid, object]));
    const index = this.#known?.interpretation.index;
    for (const { subject } of work.notices) {
      if (!subject) continue;
      const { kind, uuid } = subject;
      if (kind === 'topology') return null;
      if (kind === 'link' || kind === 'node' || kind === 'port') dirty.set(uuid, { kind, uuid });
      if (kind !== 'edge-point') continue;
      const owner = index?.edgePoints.get(uuid)?.nodeUuid;
      if (owner === undefined) return null;
      dirty.set(owner, { kind: 'node', uuid: owner });
      for (const link of index?.linksOfEdgePoint.get(uuid) ?? []) dirty.set(link, { kind: 'link', uuid: link });
    }
    return [...dirty.values()];
  }

  /** Alarms count at once; reading the object again can take time. */
  async #applyAlarms(notices: readonly Notice[]): Promise<void> {
    const alarms = notices.flatMap(({ alarm }) => alarm ?? []);
    if (alarms.length === 0) return;
    for (const alarm of alarms) this.#alarms.note(alarm);
    await this.#reinterpret([]);
  }

  async #readDirty(objects: readonly DirtyObject[]): Promise<void> {
    if (objects.length === 0 || !this.#known) return;
    const { snapshot } = this.#known;
    const first = await readObjects(objects, this.#client, this.#root, snapshot);
    const newPorts = unreadPorts(objects, snapshot).slice(0, this.#options.limits.maxObjectReads);
    const second = await readObjects(newPorts, this.#client, this.#root, snapshot);
    const failed = [...first.failed, ...second.failed];
    const isNew = ({ uuid }: { readonly uuid: string }): boolean => !this.#retries.has(uuid);
    const warnings = [...first.warnings, ...second.warnings].filter(({ subject }) => isNew({ uuid: subject }));
    if (this.#inbox.hasEnded) return;
    this.#planRetries(objects, failed);
    await this.#reinterpret(warnings);
  }

  #planRetries(read: readonly DirtyObject[], failed: readonly DirtyObject[]): void {
    for (const { uuid } of read) if (!failed.some((object) => object.uuid === uuid)) this.#retries.delete(uuid);
    const again = failed.filter(({ uuid }) => (this.#retries.get(uuid) ?? 0) < maxRetries);
    for (const { uuid } of failed) this.#retries.set(uuid, (this.#retries.get(uuid) ?? 0) + 1);
    if (again.length === 0) return;
    this.#after(this.#options.limits.retryReadMs, () => {
      this.#inbox.addRetries(again);
    });
  }

  async #reinterpret(warnings: readonly LinkWarning[]): Promise<void> {
    if (!this.#known) return;
    const before = this.#known.interpretation;
    const after = interpret(this.#known.snapshot, this.#alarms, this.#options.mapping);
    this.#known = { ...this.#known, interpretation: after };
    await this.#reportChange(before, after, warnings);
  }

  async #reportChange(before: Interpretation, after: Interpretation, warnings: readonly LinkWarning[]): Promise<void> {
    const change = changeBetween(before, after, warnings);
    if (change) await this.#options.emit({ kind: 'changed', change, atMs: this.#options.clock.now() });
  }

  async #reportServices(notices: readonly Notice[]): Promise<void> {
    const subjects = notices.flatMap(({ subject }) => subject ?? []);
    const connections = subjects.filter(
      ({ kind, uuid, serviceUuid }) => kind === 'connection' && serviceUuid === null && !this.#serviceOfConnection.has(uuid),
    );
    if (connections.length > 0) {
      const answer = await this.#client.request({
        method: 'GET',
        path: `${this.#root}/data/tapi-common:context/tapi-connectivity:connectivity-context`,
      });
      if (answer.kind === 'answered') this.#learnConnections(member(answer.json, 'connectivity-context'));
    }
    const touched = subjects.flatMap(({ kind, uuid, serviceUuid }) => {
      if (kind === 'service') return [uuid];
      return kind === 'connection' ? (serviceUuid ?? this.#serviceOfConnection.get(uuid) ?? []) : [];
    });
    for (const uuid of new Set(touched)) await this.#reportService(uuid);
  }

  #reportService(serviceUuid: string): Promise<void> {
    return this.#options.emit({ kind: 'service-changed', serviceUuid, atMs: this.#options.clock.now() });
  }

  /** Something was missed: everything is read again, but not more often than the limit allows. */
  #resyncForGap(): void {
    if (this.#isGapReadPlanned) return;
    this.#isGapReadPlanned = true;
    const waitMs = Math.max(0, this.#lastFullReadMs + this.#options.limits.resyncGapMs - this.#options.clock.now());
    const demand = (): void => {
      this.#isGapReadPlanned = false;
      this.#inbox.demandResync();
    };
    if (waitMs === 0) demand();
    else this.#after(waitMs, demand);
  }

  #after(delayMs: number, work: () => void): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      work();
    });
    this.#timers.add(cancel);
  }
}
