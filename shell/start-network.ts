import type { Channel, NetworkKind, Purpose } from '../core/contract/channel';
import type { Peer } from '../core/contract/roles';
import type { EngineEvent } from '../core/engine';
import { connectCreationSystem } from '../core/host/connect-creation-system';
import { connectManager } from '../core/host/connect-manager';
import { createConnecting } from '../core/host/connecting';
import { createHost, type Host } from '../core/host/create-host';
import type { CarrierKeeping } from '../core/host/carrier-keeping';
import { findHost } from '../core/host/local/host-client';
import { storeKey } from '../core/host/local/place';
import { serveLocally } from '../core/host/local/serve-locally';
import type { Accounts, FieldNetworks, PracticeNetwork, Serving } from '../core/host/procedures/serving';
import { systemClock, systemNewId, systemPause } from '../core/host/system-clock';
import { sleep } from '../core/model/clock';
import { openStore } from '../core/store/sqlite-store';
import type { Store } from '../core/store/store';
import { StoreError } from '../core/store/store-error';
import type { Configuration } from './configuration/configuration';
import { keepCarriersIn } from './keep-carriers';
import { serveChannels } from './serve-channels';
import { ShellError } from './shell-error';
import { operatorName, surroundings } from './surroundings';
import { undoAll, wordsOf, type Step } from './undo-all';
import { version } from './version';

export interface NetworkStart {
  readonly kind: NetworkKind;
  readonly configuration: Configuration;
  /** How long a command that has the store for a moment is waited for; another host is not. */
  readonly patienceMs?: number;
  /** A carrier or switch that could not be connected, in words: it keeps no other from being served. */
  readonly note: (text: string) => void;
  /** What its windows can practise on. */
  readonly practice?: PracticeNetwork;
  /** The field packs of this shell. */
  readonly field?: FieldNetworks;
  /** Of the shell: who can sign in, and what is kept sealed. */
  readonly accounts?: Accounts;
  readonly secrets?: Serving['secrets'];
  /** Heard from before anything is connected. */
  readonly onEvent?: (event: EngineEvent) => void;
}

/** A host at work on one configuration: its store, its carriers and switches, its local socket. */
export interface RunningNetwork {
  readonly kind: NetworkKind;
  readonly configuration: Configuration;
  readonly serving: Serving;
  /** Where commands on this machine reach it. */
  readonly socket: string;
  /** Serves a window's channel until it closes, the network ends, or `ending` is aborted. */
  serve(purpose: Purpose, channel: Channel, peer: Peer, ending: AbortSignal): Promise<void>;
  /** What was under way when the last host ended is taken up; rejects where that is not possible. */
  readonly resumed: Promise<void>;
  /** In good order; what is under way is taken up at the next start. */
  close(): Promise<void>;
}

/** Starts a host on a configuration, as every shell does. Throws a ShellError where the store is in use or unusable, or no local socket can be had. */
export async function startNetwork({
  kind,
  configuration,
  patienceMs = longestPatienceMs,
  note,
  practice,
  field,
  accounts,
  secrets,
  onEvent,
}: NetworkStart): Promise<RunningNetwork> {
  const undo: Step[] = [];
  const close = (): Promise<void> => undoAll(undo);
  try {
    const store = await openStoreOf(configuration.store, Math.min(longestPatienceMs, patienceMs));
    undo.push(() => store.close());
    const keeping = keepCarriersIn(configuration.file, configuration.store);
    const host = await createHost({ store, clock: systemClock, newId: systemNewId, carrierConfiguration: keeping, onDamage: note });
    undo.push(() => host.close());
    const serving: Serving = {
      ...servingOf(host, configuration, keeping, secrets),
      ...(practice && { practice }),
      ...(field && { field }),
      ...(accounts && { accounts }),
      ...(secrets && { secrets }),
    };
    if (onEvent) host.onEvent(onEvent);
    // Before anybody reaches it: to whoever asks, what is configured is known.
    await connectAll(serving, configuration, note);
    await serving.connecting?.sweep();
    const outcome = await serveLocally(serving, surroundings(), operatorName(process.env));
    if (outcome.kind === 'refused') throw new ShellError('refused', outcome.message);
    undo.push(() => outcome.server.close());
    const channels = serveChannels(serving, kind);
    undo.push(() => channels.close());
    const resumed = host.resume();
    // Whoever awaits it hears of it; a shell that has ended before does not.
    resumed.catch(() => undefined);
    return {
      kind,
      configuration,
      serving,
      socket: outcome.server.address,
      serve: (purpose, channel, peer, ending) => channels.serve(purpose, channel, peer, ending),
      resumed,
      close,
    };
  } catch (error) {
    // Why it could not be started counts for more than what did not end well after it.
    await close().catch((more: unknown) => {
      note(`what was started did not end in order: ${wordsOf(more)}`);
    });
    throw error;
  }
}

function servingOf(host: Host, { store }: Configuration, keeping: CarrierKeeping, secrets: Serving['secrets']): Serving {
  return {
    ...{ host, clock: systemClock, store: storeKey(store), version, pid: process.pid },
    connect: (address) => connectManager(host, address),
    connectSwitch: (address) => connectCreationSystem(host, address, (name) => secretOf(secrets, name)),
    connecting: createConnecting({
      ...{ host, clock: systemClock, keeping },
      connect: (address, mapping) => connectManager(host, address, mapping),
    }),
  };
}

async function secretOf(secrets: Serving['secrets'], name: string): Promise<string | null> {
  const keeping = await secrets?.();
  if (keeping?.kind === 'open') return keeping.secrets.get(name);
  throw new Error(`this host keeps none${keeping ? `: ${keeping.message}` : ''}`);
}

async function connectAll({ connect, connectSwitch }: Serving, configuration: Configuration, note: (text: string) => void): Promise<void> {
  for (const address of configuration.carriers) {
    const connected = await connect?.(address);
    if (connected?.kind === 'refused') note(connected.message);
  }
  for (const address of configuration.switches) {
    const connected = await connectSwitch?.(address);
    if (connected?.kind === 'refused') note(connected.message);
  }
}

async function openStoreOf(file: string, patienceMs: number): Promise<Store> {
  const deadlineMs = systemClock.now() + patienceMs;
  for (;;) {
    try {
      return await openStore(file, { clock: systemClock, pause: systemPause });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.code !== 'in-use' || systemClock.now() >= deadlineMs)
        throw new ShellError('store-unusable', error.message, { cause: error });
    }
    const found = await findHost(storeKey(file), { clock: systemClock, version, surroundings: surroundings(), helloMs: patienceMs });
    if (found.kind === 'connected') {
      found.client.close();
      throw new ShellError(
        'store-unusable',
        `a host runs on ${file} already (process ${found.client.hello.pid ?? 'unknown'}): use that one, or end it first`,
      );
    }
    await sleep(systemClock, lookAgainMs);
  }
}

const lookAgainMs = 50;
const longestPatienceMs = 10_000;
