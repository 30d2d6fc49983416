import { topics, type Topic } from '../../contract/live';
import type { Engine, EngineEvent } from '../../engine';
import type { Clock } from '../../model/clock';
import type { NetworkView } from '../../network/network-view';
import type { Store } from '../../store/store';
import { circuitQueries } from '../circuit-queries';
import type { LinkRegistry } from '../link-registry';
import type { Watcher, Watching } from './watcher';
import type { Answering } from '../procedures/show-status';
import { circuitReader, pathReader, requestReader, statusReader, switchReader } from './circuit-readers';
import { draftReader } from './draft-reader';
import { importReader } from './import-reader';
import { createFeed, type Feed, type TopicReader } from './feed';
import { followChanges } from './follow-changes';
import { linkReader, networkReaders } from './network-readers';
import { historyReader, impairmentReader, orderReader } from './order-readers';
import { resolveTouched } from './resolve-touched';
import { Revisions } from './revisions';
import { Touched, type Ids } from './touched';

/** How long changes are gathered. The view follows a commit before the next timer: what is read after this is not from before. */
const gatherMs = 50;
/** How often it is looked for what changes without a write. */
const lookMs = 1_000;
/** Forecasts go on with the time: so many paths are shown anew at each look. */
const pathsAtALook = 10;

export type WatchTopic = (topic: Topic, watcher: Watcher, answering: Answering) => Watching;

export interface LivePorts {
  readonly store: Store;
  readonly view: NetworkView;
  readonly clock: Clock;
  /** Something of what is shown could not be looked up. */
  readonly failed: (error: unknown) => void;
  readonly links: LinkRegistry;
}

/** Follows what is shown for whoever watches. Nothing is noted, read or timed while nobody does. */
export class LiveTopics {
  /** For the engine to write to. */
  readonly store: Store;
  private readonly feeds = new Map<Topic, Set<Feed>>(topics.map((topic) => [topic, new Set()]));
  private readonly revisions: Revisions;
  private fresh = new Touched();
  private isResolving = false;
  private cancelDelivery: (() => void) | null = null;
  private cancelLook: (() => void) | null = null;
  private warnings = new Map<string, number>();
  private linkMarks = new Map<string, number>();
  private pathsToLookAt: string[] = [];
  /** The last failure that was told. */
  private toldFailure: string | null = null;
  private readonly ports: LivePorts;

  constructor(ports: LivePorts) {
    this.ports = ports;
    this.revisions = new Revisions(ports.clock.now());
    this.store = followChanges(ports.store, {
      view: ports.view,
      isWatched: () => this.isAnyWatched,
      tell: (touched) => {
        this.take(touched);
      },
    });
  }

  /** `engine` writes to `store`. */
  watching(engine: Engine): WatchTopic {
    const { store, view } = this.ports;
    // What is read is not followed: it goes to the store itself.
    const reading: Engine = { ...engine, store };
    const circuits = circuitQueries(reading);
    const revision = (topic: 'orders' | 'paths', id: string): number => this.revisions.of(topic, id);
    const readers: Readonly<Record<Exclude<Topic, 'status'>, TopicReader>> = {
      ...networkReaders(store, view),
      links: linkReader(this.ports.links, view),
      orders: orderReader(store, view, revision),
      // What holds a restoration back is told by the order's route, which may not be read yet.
      impairments: impairmentReader(engine.store, view),
      history: historyReader(store),
      switches: switchReader(circuits),
      paths: pathReader(engine, store, circuits, revision),
      requests: requestReader(store),
      circuits: circuitReader(store),
      drafts: draftReader(store),
      imports: importReader(store),
    };
    return (topic, watcher, answering) => {
      const reader = topic === 'status' ? statusReader(reading, answering, this.ports.links) : readers[topic];
      return this.watch(topic, { ...reader, all: () => this.afterWhatIsUnderWay(reader) }, watcher);
    };
  }

  /** What changes in memory alone. */
  heard(event: EngineEvent): void {
    if (!this.isAnyWatched) return;
    const touched = new Touched();
    if (event.kind === 'path.changed') touched.add('paths', event.pathId);
    else if (event.kind === 'switch.changed') {
      touched.add('switches', event.switchId);
      touched.add('switch', event.switchId);
      touched.addAll('status');
    }
    if (!touched.isEmpty) this.take(touched);
  }

  close(): void {
    for (const feeds of this.feeds.values()) for (const feed of feeds) feed.close();
    for (const feeds of this.feeds.values()) feeds.clear();
    this.rest();
  }

  private get isAnyWatched(): boolean {
    for (const feeds of this.feeds.values()) if (feeds.size > 0) return true;
    return false;
  }

  private watch(topic: Topic, reader: TopicReader, watcher: Watcher): Watching {
    const feeds = this.feedsOf(topic);
    const wasWatched = this.isAnyWatched;
    if (feeds.size === 0) this.revisions.renew(topic);
    const feed = createFeed(reader, watcher, this.ports.clock);
    feeds.add(feed);
    if (!wasWatched) this.lookLater();
    return {
      heard: (seq) => {
        feed.heard(seq);
      },
      close: () => {
        feed.close();
        feeds.delete(feed);
        if (!this.isAnyWatched) this.rest();
      },
    };
  }

  /** Writes that began before somebody watched were not noted: they are waited for, and for the view that follows them. */
  private async *afterWhatIsUnderWay(reader: TopicReader) {
    await this.ports.store.transaction(() => Promise.resolve());
    await this.ports.store.pause();
    yield* reader.all();
  }

  private feedsOf(topic: Topic): Set<Feed> {
    return this.feeds.get(topic) ?? new Set();
  }

  private take(touched: Touched): void {
    this.fresh.addFrom(touched);
    this.cancelDelivery ??= this.ports.clock.after(gatherMs, () => {
      this.cancelDelivery = null;
      void this.deliver();
    });
  }

  private async deliver(): Promise<void> {
    // One after the other; what comes meanwhile is delivered next.
    if (this.isResolving) {
      this.take(new Touched());
      return;
    }
    const touched = this.fresh;
    this.fresh = new Touched();
    this.isResolving = true;
    try {
      const { store, view } = this.ports;
      const isWatched = (topic: Topic): boolean => this.feedsOf(topic).size > 0;
      const rows = await store.transaction((tx) => resolveTouched(touched, { tx, view, isWatched }));
      this.tell(rows);
    } catch (error) {
      // What cannot be looked up is all read again.
      this.tell(() => 'all');
      this.fail(error);
    } finally {
      this.isResolving = false;
    }
  }

  private tell(rows: (topic: Topic) => Ids): void {
    for (const [topic, feeds] of this.feeds) {
      if (feeds.size === 0) continue;
      const ids = rows(topic);
      this.revisions.change(topic, ids);
      for (const feed of feeds) feed.changed(ids);
    }
  }

  private lookLater(): void {
    this.cancelLook ??= this.ports.clock.after(lookMs, () => {
      this.cancelLook = null;
      void this.look().finally(() => {
        if (this.isAnyWatched) this.lookLater();
      });
    });
  }

  private async look(): Promise<void> {
    const { view, links } = this.ports;
    const touched = new Touched();
    if (this.feedsOf('links').size > 0) {
      for (const carrierId of view.carriers.keys()) {
        const mark = links.markOf(carrierId);
        if (this.linkMarks.get(carrierId) !== mark) touched.add('links', carrierId);
        this.linkMarks.set(carrierId, mark);
      }
    }
    for (const [carrierId, { size }] of view.warnings) {
      if (this.warnings.get(carrierId) !== size) touched.add('carriers', carrierId);
      this.warnings.set(carrierId, size);
    }
    if (this.feedsOf('paths').size > 0) {
      if (this.pathsToLookAt.length === 0) this.pathsToLookAt = await this.allPaths();
      // Nothing was written: their revisions stay, so that nobody asks again for what belongs to them.
      const looked = new Set(this.pathsToLookAt.splice(0, pathsAtALook));
      for (const feed of this.feedsOf('paths')) feed.changed(looked);
    }
    if (!touched.isEmpty) this.take(touched);
  }

  /** None where they cannot be read: they are asked for again at the next look. */
  private async allPaths(): Promise<string[]> {
    try {
      return (await this.ports.store.transaction((tx) => tx.paths.list())).map(({ id }) => id);
    } catch (error) {
      this.fail(error);
      return [];
    }
  }

  /** Once for as long as it is the same: it may come with every change, and telling it is one. */
  private fail(error: unknown): void {
    const text = String(error);
    if (!this.isAnyWatched || text === this.toldFailure) return;
    this.toldFailure = text;
    this.ports.failed(error);
  }

  private rest(): void {
    this.cancelDelivery?.();
    this.cancelLook?.();
    [this.cancelDelivery, this.cancelLook] = [null, null];
    this.fresh = new Touched();
    this.pathsToLookAt = [];
  }
}
