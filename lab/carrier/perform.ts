import { randomUUID } from 'node:crypto';
import { assertNever } from '../../core/model/assert-never';
import type { Carrier } from './carrier';
import type { Change } from './changes';
import type { LabCommand } from './commands';
import { linkLatencyUs, nodeTransitUs } from './condition';
import type { Front } from './front';
import { emptyState, type HeldState } from './held-state';
import type { LogStreams } from './log-streams';
import { at, type LatencyUs, type Link, type Network } from './network';
import type { NoticeStreams } from './notice-streams';
import type { Restconf } from './restconf';
import { noticeOf } from './tapi/notices';
import { nodesAlong, quickestWalk } from './walk';

export interface Stage {
  readonly carrier: Carrier;
  readonly front: Front;
  readonly restconf: Restconf;
  readonly streams: NoticeStreams;
  readonly log: LogStreams;
}

/** What cannot be done as asked; the message is for the person at the control port. */
export class CommandError extends Error {}

/** Does it; throws `CommandError` where it names something that is not there. */
export async function perform(stage: Stage, command: LabCommand): Promise<void> {
  const { carrier, front, restconf, streams, log } = stage;
  switch (command.kind) {
    case 'slow':
      front.mood.slowMs = command.ms;
      return;
    case 'hang':
      front.mood.isHanging = command.on;
      streams.isSilent = command.on;
      log.isSilent = command.on;
      return;
    case 'drop-stream':
      streams.drop();
      log.drop();
      return;
    case 'refuse-streams':
      front.mood.refusesStreams = command.on;
      if (command.on) {
        streams.drop();
        log.drop();
      }
      return;
    case 'lose-notices':
    case 'skip-sequence':
    case 'duplicate-notices':
    case 'reorder-notices':
    case 'unknown-notices':
      deceive(stage, command);
      return;
    case 'forget-log':
      log.restart();
      return;
    case 'go-down':
      await front.goDown(command.ms);
      return;
    case 'another-inventory': {
      const things = command.things?.map((name) => findThing(carrier.network, name)) ?? everyThirdLink(carrier.network);
      await front.goDown(command.ms ?? 200);
      carrier.actUntold((state) => withAnotherInventory(state, command.how, things));
      log.restart();
      return;
    }
    case 'heal':
      calm(stage);
      carrier.act((state) => ({ ...emptyState(), services: state.services }));
      return;
    case 'clear':
      streams.drop();
      calm(stage);
      carrier.clear();
      restconf.forgetSubscriptions();
      log.restart();
      await front.comeBack();
      return;
    case 'cut':
    case 'repair':
    case 'degrade':
    case 'mend':
    case 'set-latency':
    case 'reset-latency':
    case 'lie-latency':
    case 'withdraw':
    case 'restore':
    case 'occupy':
    case 'refuse':
    case 'fail':
    case 'reroute':
      carrier.act((state) => changed(carrier.network, state, command));
      return;
    default:
      assertNever(command);
  }
}

function calm({ front, streams, log }: Stage): void {
  Object.assign(front.mood, { slowMs: 0, isHanging: false, refusesStreams: false });
  for (const each of [streams, log]) {
    each.isSilent = false;
    each.mischief.stop();
  }
}

type Deceit = Extract<LabCommand, { kind: 'lose-notices' | 'skip-sequence' | 'duplicate-notices' | 'reorder-notices' | 'unknown-notices' }>;

/** What is done to notices on their way; to both kinds of streams alike. */
function deceive({ carrier, streams, log }: Stage, { kind, count }: Deceit): void {
  switch (kind) {
    case 'lose-notices':
      for (const { mischief } of [streams, log]) mischief.lose(count);
      return;
    case 'duplicate-notices':
      for (const { mischief } of [streams, log]) mischief.duplicate(count);
      return;
    case 'reorder-notices':
      for (const { mischief } of [streams, log]) mischief.reorder(count);
      return;
    case 'skip-sequence':
      streams.skip(count);
      log.skip(count);
      return;
    case 'unknown-notices':
      for (let time = 0; time < count; time += 1) {
        const uuid = randomUUID();
        streams.publish(noticeOf(carrier.view.dialect, strangeChange(uuid), Date.now()));
        log.publishStrange(uuid);
      }
      return;
    default:
      assertNever(kind);
  }
}

const strangeChange = (uuid: string): Change => ({
  kind: 'changed',
  observed: { uuid, kind: 'link', name: { 'value-name': 'link-name', value: 'unknown' }, attributes: {}, alarm: null, threshold: null },
  values: [{ name: 'operational-state', old: 'ENABLED', now: 'DISABLED' }],
});

const everyThirdLink = ({ links }: Network): readonly string[] => [...links.keys()].filter((_, index) => index % 3 === 0);

const withAnotherInventory = (state: HeldState, how: 'renamed' | 'without', things: readonly string[]): HeldState =>
  how === 'renamed'
    ? { ...state, renamed: [...new Set([...state.renamed, ...things])] }
    : { ...state, withdrawn: [...new Set([...state.withdrawn, ...things])] };

type NetworkCommand = Extract<
  LabCommand,
  {
    kind:
      | 'cut'
      | 'repair'
      | 'degrade'
      | 'mend'
      | 'set-latency'
      | 'reset-latency'
      | 'lie-latency'
      | 'withdraw'
      | 'restore'
      | 'occupy'
      | 'refuse'
      | 'fail'
      | 'reroute';
  }
>;

const withOne = (list: readonly string[], id: string): string[] => [...new Set([...list, id])];
const without = (list: readonly string[], id: string): string[] => list.filter((each) => each !== id);

function changed(network: Network, state: HeldState, command: NetworkCommand): HeldState {
  switch (command.kind) {
    case 'cut':
      return breakage(network, state, command, withOne);
    case 'repair':
      return breakage(network, state, command, without);
    case 'degrade':
      return { ...state, degradedLinks: withOne(state.degradedLinks, findLink(network, command.link).id) };
    case 'mend':
      return { ...state, degradedLinks: without(state.degradedLinks, findLink(network, command.link).id) };
    case 'set-latency':
      return setLatency(network, state, command);
    case 'reset-latency': {
      const id = findId(network, command.target, command.name);
      return { ...state, latencyUs: Object.fromEntries(Object.entries(state.latencyUs).filter(([each]) => each !== id)) };
    }
    case 'lie-latency': {
      const links = command.link === undefined ? [...network.links.keys()] : [findLink(network, command.link).id];
      return { ...state, latencyLies: { ...state.latencyLies, ...Object.fromEntries(links.map((id) => [id, command.lie])) } };
    }
    case 'withdraw':
      return { ...state, withdrawn: withOne(state.withdrawn, findId(network, command.target, command.name)) };
    case 'restore':
      return { ...state, withdrawn: without(state.withdrawn, findId(network, command.target, command.name)) };
    case 'occupy':
      return { ...state, foreignSlots: { ...state.foreignSlots, [findLink(network, command.link).id]: command.slots } };
    case 'refuse':
    case 'fail': {
      const link = command.link === undefined ? null : findLink(network, command.link).id;
      return { ...state, refusals: [...state.refusals, { mode: command.kind, left: command.count, words: command.words, link }] };
    }
    case 'reroute':
      return reroute(network, state, command.service, command.links);
    default:
      return assertNever(command);
  }
}

function breakage(
  network: Network,
  state: HeldState,
  { target, name }: { readonly target: 'link' | 'node' | 'duct'; readonly name: string },
  edit: (list: readonly string[], id: string) => string[],
): HeldState {
  if (target === 'link') return { ...state, cutLinks: edit(state.cutLinks, findLink(network, name).id) };
  if (target === 'node') return { ...state, cutNodes: edit(state.cutNodes, findId(network, 'node', name)) };
  const ducts = new Set([...network.links.values()].flatMap((link) => link.ducts));
  if (!ducts.has(name)) throw new CommandError(`${network.inventory.name} has nothing in a duct "${name}"`);
  return { ...state, cutDucts: edit(state.cutDucts, name) };
}

function setLatency(network: Network, state: HeldState, command: Extract<LabCommand, { kind: 'set-latency' }>): HeldState {
  const id = findId(network, command.target, command.name);
  const link = network.links.get(id);
  const now = link ? linkLatencyUs(state, link) : bothWays(nodeTransitUs(network, state, id) ?? 0);
  if (!now && command.azUs === undefined) throw new CommandError(`the latency of ${id} is not known: give it in microseconds`);
  const factor = command.factor ?? 1;
  const az = command.azUs ?? (now?.az ?? 0) * factor;
  const za = link ? (command.zaUs ?? (command.azUs === undefined ? (now?.za ?? 0) * factor : command.azUs)) : az;
  return { ...state, latencyUs: { ...state.latencyUs, [id]: { az, za } } };
}

const bothWays = (us: number): LatencyUs => ({ az: us, za: us });

function reroute(network: Network, state: HeldState, uuid: string, names: readonly string[] | undefined): HeldState {
  const service = state.services.find((each) => each.uuid === uuid || each.name === uuid);
  if (!service) throw new CommandError(`there is no service "${uuid}"`);
  if (service.move) throw new CommandError(`service "${uuid}" is on its way to another route: wait until it is there`);
  const [from, to] = [at(network.ports, service.aPort).node, at(network.ports, service.zPort).node];
  const links =
    names?.map((name) => findLink(network, name)) ?? quickestWalk(network, state, { from, to }, service.slots, new Set(service.links));
  if (!links) throw new CommandError(`${network.inventory.name} has no second way from ${from} to ${to}`);
  if (nodesAlong(from, links)?.at(-1) !== to) throw new CommandError(`these links do not lead from ${from} to ${to}`);
  const moved = { ...service, links: links.map((link) => link.id) };
  return { ...state, services: state.services.map((each) => (each === service ? moved : each)) };
}

const findThing = (network: Network, name: string): string => {
  for (const target of ['link', 'node', 'port'] as const) {
    const id = idOf(network, target, name);
    if (id !== undefined) return id;
  }
  throw new CommandError(`${network.inventory.name} has nothing called "${name}"`);
};

const findLink = (network: Network, name: string): Link => at(network.links, findId(network, 'link', name));

function findId(network: Network, target: 'link' | 'node' | 'port', name: string): string {
  const found = idOf(network, target, name);
  if (found === undefined) throw new CommandError(`${network.inventory.name} has no ${target} "${name}"`);
  return found;
}

function idOf(network: Network, target: 'link' | 'node' | 'port', name: string): string | undefined {
  const [map, byUuid] = {
    link: [network.links, network.linkIds],
    node: [network.nodes, network.nodeIds],
    port: [network.ports, network.portIds],
  }[target] as [ReadonlyMap<string, { readonly id: string; readonly name?: string }>, ReadonlyMap<string, string>];
  return map.has(name) ? name : (byUuid.get(name) ?? [...map.values()].find((each) => each.name === name)?.id);
}
