import type { CarrierLinkEvent, LinkWarning } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import type { LinkRecord } from '../record/link-record';
import type { Clock } from '../../model/clock';
import { connectivityOf } from './connectivity';
import { dirtyObjects, touchedServices } from './dirty-objects';
import { createFullReader } from './full-read';
import type { FullReader } from './full-read';
import { createInbox } from './inbox';
import type { Inbox, Work } from './inbox';
import { changeBetween, interpret } from './interpret';
import type { Interpretation } from './interpret';
import { member } from './json';
import { learn, listingOf, warnOfOtherListing } from './knowledge';
import type { Knowledge } from './knowledge';
import type { TapiLimits } from './limits';
import type { LinkMemory } from './memory';
import { openNotices } from './notice-source';
import type { NoticeSource } from './notice-source';
import { createNoticeWatch } from './notice-watch';
import type { Notice } from './notices';
import { readObjects, unreadPorts } from './object-reads';
import type { DirtyObject } from './object-reads';
import { createResyncPlan } from './resync-plan';
import type { ResyncPlan } from './resync-plan';
import { createRestconfClient } from './restconf/client';
import type { RestconfClient } from './restconf/client';
import { discover } from './restconf/discovery';
import type { TlsIdentity } from './restconf/identity';
import { connectionUuids } from './route';
import type { ServiceContext } from './service-calls';
import { uuidOf } from './snapshot';
import { unsubscribe } from './subscription';
import type { Terms } from './terms';
import { createTimers } from '../../model/timers';
import type { Timers } from '../../model/timers';
import { dialects } from './versions/choose';

export interface SessionOptions {
  readonly url: string;
  readonly tls: TlsIdentity;
  readonly mapping: CarrierMapping;
  readonly clock: Clock;
  readonly limits: TapiLimits;
  readonly subscriptionUuid: string;
  readonly memory: LinkMemory;
  readonly record: LinkRecord;
  readonly emit: (event: CarrierLinkEvent) => Promise<void>;
}

const maxRetries = 3;
const mostMissedSigns = 3;

/**
 * One life of the dedicated link, from connecting to its loss. Subscribes and opens the stream before the first full read; what arrives meanwhile waits in
 * the inbox and is worked off after it, so nothing falls between the two.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #client: RestconfClient;
  readonly #inbox: Inbox;
  readonly #timers: Timers;
  readonly #resync: ResyncPlan;
  readonly #watch;
  readonly #serviceOfConnection = new Map<string, string>();
  readonly #retries = new Map<string, number>();
  #root = '';
  #terms: Terms;
  #reader: FullReader | null = null;
  #known: Knowledge | null = null;
  #standingWarnings: readonly LinkWarning[] = [];
  #unsaid: LinkWarning[] = [];
  #forgottenAlarms = 0;
  /** In a row. */
  #missedSigns = 0;
  #source: NoticeSource | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#inbox = createInbox(options.limits);
    this.#timers = createTimers(options.clock);
    const { limits, clock, memory } = options;
    const [inbox, timers, listsAlarms] = [this.#inbox, this.#timers, () => this.#known?.listsAlarms ?? false];
    this.#resync = createResyncPlan({ sequence: memory.sequence, limits, clock, timers, inbox, listsAlarms });
    this.#watch = createNoticeWatch(options.memory.sequence);
    this.#terms = { mapping: options.mapping, dialect: dialects['2.5.0'] };
    this.#client = createRestconfClient(options.url, options.tls, options.limits, options.clock, options.record);
  }

  /** Lives until the link is lost; resolves with the reason. */
  async live(): Promise<string> {
    const fault = (await this.#connect()) ?? (await this.#readAll([]));
    if (fault !== null) return fault;
    this.#planPoll();
    this.#planSignOfLife();
    for (;;) {
      const next = await this.#inbox.next();
      if (next.kind === 'ended') return next.reason;
      const lost = await this.#perform(next.work);
      // Where the link ended meanwhile, why it did says more than what that did to the work.
      if (lost !== null) return this.#inbox.endReason ?? lost;
    }
  }

  get isUp(): boolean {
    return this.#known !== null;
  }

  resynchronise(): void {
    this.#inbox.demandResync(false);
  }

  /** For calls about services; null until the link is up. */
  serviceContext(): ServiceContext | null {
    if (!this.#known) return null;
    const { snapshot, interpretation } = this.#known;
    const onConnections = (serviceUuid: string, connections: readonly string[]): void => {
      for (const connection of connections) this.#serviceOfConnection.set(connection, serviceUuid);
    };
    return { client: this.#client, root: this.#root, snapshot, index: interpretation.index, terms: this.#terms, onConnections };
  }

  /** Ends everything. `isFarewell`: the link is not coming back, so the manager need not keep our subscription. */
  async close(isFarewell: boolean): Promise<void> {
    this.#inbox.end('the link is closed');
    this.#known = null;
    this.#timers.cancelAll();
    if (this.#source?.kind === 'sse' || this.#source?.kind === 'websocket') this.#source.close();
    if (isFarewell && this.#source?.kind === 'sse') await unsubscribe(this.#client, this.#root, this.#options.subscriptionUuid);
    await this.#client.close();
  }

  async #connect(): Promise<string | null> {
    const { limits, clock, memory, mapping, subscriptionUuid } = this.#options;
    const discovery = await discover(this.#client, mapping.tapiVersion);
    if (discovery.kind === 'failed') return discovery.reason;
    const { root, dialect, doubt } = discovery;
    this.#root = root;
    this.#terms = { mapping, dialect };
    this.#options.record.speaks(`TAPI ${dialect.version}`);
    this.#reader = createFullReader(this.#client, root, dialect);
    const source = await openNotices({
      client: this.#client,
      root,
      terms: this.#terms,
      subscriptionUuid,
      log: memory.log,
      limits,
      clock,
      record: this.#options.record,
      onNotices: (notices, bytes) => {
        this.#inbox.addNotices(notices, bytes);
      },
      onBreak: (why, isNew) => {
        this.#inbox.addWarning({ subject: 'notices', message: `${why}: everything is read again` });
        if (isNew) this.#forgetAlarms();
        this.#resync.demand(!isNew && this.#source?.kind !== 'websocket');
      },
      onEnd: (reason) => {
        this.#giveUp(reason);
      },
    });
    if (source.kind === 'failed') return source.reason;
    this.#source = source;
    this.#options.record.listens(source.kind === 'none' ? 'polled' : source.kind);
    memory.sequence.restart();
    // What was told before is not all where the stream does not go on from there.
    if (source.kind === 'none' || !source.isUnbroken) this.#forgetAlarms();
    const doubts = doubt === null ? [] : [{ subject: 'ietf-yang-library', message: doubt }];
    this.#standingWarnings = [...doubts, ...source.warnings];
    return null;
  }

  async #perform(work: Work): Promise<string | null> {
    const { memory, limits } = this.#options;
    const { log, alarms } = memory;
    if (work.isBroken && this.#source?.kind === 'websocket') {
      log.startOver();
      return 'more records came than could be worked off: the log is read from its beginning';
    }
    const odd = this.#watch(work.notices);
    this.#unsaid.push(...work.warnings, ...odd.warnings);
    for (const { message } of [...work.warnings, ...odd.warnings]) this.#options.record.noteLink('doubt', message, 'warning');
    if (odd.isRenumbered) alarms.renumber();
    const isSuspect = odd.hasJumped && this.#resync.suspectGap();
    if (isSuspect) this.#options.record.gap('numbers of notices were left out: everything is read again');
    const objects = this.#known && dirtyObjects(work, this.#known);
    if (work.isResyncDue || isSuspect || !objects || objects.length > limits.maxObjectReads) {
      const fault = await this.#readAll(work.notices, work.isBroken);
      if (fault !== null) return fault;
    } else {
      await this.#applyAlarms(work.notices);
      await this.#readDirty(objects);
    }
    await this.#reportServices(work.notices);
    await this.#sayUnsaid();
    const token = work.notices.findLast((notice) => notice.token !== null)?.token ?? null;
    if (token !== null) log.handled(token);
    return work.isPollDue ? this.#poll() : null;
  }

  /** Reads everything and reports it. `isBroken`: of what was told before, something is missing. */
  async #readAll(notices: readonly Notice[], isBroken = false): Promise<string | null> {
    const { memory, clock, emit, record } = this.#options;
    const beganAtMs = clock.now();
    const outcome = (await this.#reader?.read(false)) ?? { kind: 'failed', reason: 'the link is not connected' };
    if (outcome.kind === 'failed') return outcome.reason;
    if (outcome.kind === 'unchanged')
      return 'the manager answered "not modified" to a read that was not conditional: the carrier has to correct it';
    this.#resync.done();
    this.#retries.clear();
    if (isBroken) this.#forgetAlarms();
    const { known, warnings } = learn(outcome.documents, notices, memory.alarms, this.#terms);
    const isFirst = this.#known === null;
    this.#keep(known);
    if (!known.listsAlarms && this.#forgottenAlarms > 0)
      this.#unsaid.push({
        subject: 'alarms',
        message: `${this.#forgottenAlarms} alarms that stood before are not known any more, for the manager does not list those that stand: its states count; check with the carrier`,
      });
    this.#forgottenAlarms = 0;
    const listing = listingOf(known);
    const other = isFirst && memory.listing ? warnOfOtherListing(memory.listing, listing) : [];
    memory.listing = listing;
    const { nodes, ports, resources } = known.interpretation;
    const said = [...this.#standingWarnings, ...other, ...warnings, ...this.#unsaid.splice(0)];
    const inventory = { nodes, ports, resources, services: known.services, warnings: said };
    const counts = `${nodes.length} nodes, ${resources.length} resources, ${ports.length} ports, ${known.services.length} services`;
    record.wasRead(Math.max(0, clock.now() - beganAtMs), said.length === 0 ? counts : `${counts}; ${said.length} doubted`);
    await emit({ kind: 'up', inventory, atMs: clock.now() });
    return null;
  }

  #forgetAlarms(): void {
    this.#forgottenAlarms += this.#options.memory.alarms.forget();
  }

  #keep(known: Knowledge): void {
    this.#known = known;
    this.#learnConnections(known.connectivity.services);
  }

  #learnConnections(services: Knowledge['connectivity']['services']): void {
    for (const service of services) {
      const uuid = uuidOf(service);
      if (uuid !== null) for (const connection of connectionUuids(service)) this.#serviceOfConnection.set(connection, uuid);
    }
  }

  async #poll(): Promise<string | null> {
    const before = this.#known;
    const outcome = await this.#reader?.read(true);
    if (outcome?.kind === 'failed') return outcome.reason;
    if (outcome?.kind === 'read' && before) {
      const { known } = learn(outcome.documents, [], this.#options.memory.alarms, this.#terms);
      this.#keep(known);
      await this.#reportChange(before.interpretation, known.interpretation, []);
      const old = new Map(before.services.map((service) => [service.uuid, JSON.stringify(service)]));
      const now = new Map(known.services.map((service) => [service.uuid, JSON.stringify(service)]));
      for (const uuid of new Set([...old.keys(), ...now.keys()])) if (old.get(uuid) !== now.get(uuid)) await this.#reportService(uuid);
    }
    this.#options.record.informed();
    this.#planPoll();
    return null;
  }

  /** A manager that hangs keeps its connections. One from which nothing at all is heard is given up at once; one whose stream alone lives, after several misses. */
  #planSignOfLife(): void {
    const { limits, record } = this.#options;
    this.#timers.after(limits.lifeMs, () => {
      const [heard, answered] = [record.heard, record.answered];
      void this.#client.signOfLife(limits.lifeTimeoutMs).then((elapsedMs) => {
        if (this.#inbox.hasEnded) return;
        if (elapsedMs !== null) record.tripped(elapsedMs);
        this.#missedSigns = elapsedMs === null && record.answered === answered ? this.#missedSigns + 1 : 0;
        if (this.#missedSigns > 0 && (record.heard === heard || this.#missedSigns >= mostMissedSigns)) {
          this.#giveUp(
            `the manager answers nothing any more: not even a sign of life within ${limits.lifeTimeoutMs} ms; have the carrier look whether it hangs, and check the network`,
          );
          return;
        }
        this.#planSignOfLife();
      });
    });
  }

  #giveUp(reason: string): void {
    this.#inbox.end(reason);
    // What is still being asked would only hold up the news that the link is lost.
    void this.#client.close();
  }

  #planPoll(): void {
    if (this.#source?.kind !== 'none') return;
    this.#timers.after(this.#options.limits.pollMs, () => {
      this.#inbox.demandPoll();
    });
  }

  /** Alarms count at once; reading the object again can take time. */
  async #applyAlarms(notices: readonly Notice[]): Promise<void> {
    const alarms = notices.flatMap(({ alarm }) => alarm ?? []);
    if (alarms.length === 0) return;
    for (const alarm of alarms) this.#options.memory.alarms.note(alarm);
    await this.#reinterpret([]);
  }

  async #readDirty(objects: readonly DirtyObject[]): Promise<void> {
    if (objects.length === 0 || !this.#known) return;
    const { snapshot } = this.#known;
    const first = await readObjects(objects, this.#client, this.#root, snapshot, this.#terms);
    const newPorts = unreadPorts(objects, snapshot).slice(0, this.#options.limits.maxObjectReads);
    const second = await readObjects(newPorts, this.#client, this.#root, snapshot, this.#terms);
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
    this.#timers.after(this.#options.limits.retryReadMs, () => {
      this.#inbox.addRetries(again);
    });
  }

  async #reinterpret(warnings: readonly LinkWarning[]): Promise<void> {
    if (!this.#known) return;
    const before = this.#known.interpretation;
    const after = interpret(this.#known.snapshot, this.#options.memory.alarms, this.#options.mapping, before);
    this.#known = { ...this.#known, interpretation: after };
    await this.#reportChange(before, after, warnings);
  }

  async #reportChange(before: Interpretation, after: Interpretation, warnings: readonly LinkWarning[]): Promise<void> {
    const change = changeBetween(before, after, [...warnings, ...this.#unsaid.splice(0)]);
    if (change) await this.#options.emit({ kind: 'changed', change, atMs: this.#options.clock.now() });
  }

  async #sayUnsaid(): Promise<void> {
    const interpretation = this.#known?.interpretation;
    if (interpretation && this.#unsaid.length > 0) await this.#reportChange(interpretation, interpretation, []);
  }

  async #reportServices(notices: readonly Notice[]): Promise<void> {
    if (!this.#known) return;
    const { services, unknown } = touchedServices(notices, this.#known, this.#serviceOfConnection);
    if (unknown.length > 0) {
      const answer = await this.#client.request({
        method: 'GET',
        path: `${this.#root}/data/tapi-common:context/tapi-connectivity:connectivity-context`,
      });
      if (answer.kind === 'answered')
        this.#learnConnections(connectivityOf(member(answer.json, 'connectivity-context'), this.#terms).services);
    }
    const owners = unknown.flatMap((connection) => this.#serviceOfConnection.get(connection) ?? []);
    for (const uuid of new Set([...services, ...owners])) await this.#reportService(uuid);
  }

  #reportService(serviceUuid: string): Promise<void> {
    return this.#options.emit({ kind: 'service-changed', serviceUuid, atMs: this.#options.clock.now() });
  }
}
