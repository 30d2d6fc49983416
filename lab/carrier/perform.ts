import { assertNever } from '../../core/model/assert-never';
import type { Carrier } from './carrier';
import type { LabCommand } from './commands';
import { linkLatencyUs, nodeTransitUs } from './condition';
import type { Front } from './front';
import { emptyState, type HeldState } from './held-state';
import { at, type LatencyUs, type Link, type Network } from './network';
import type { NoticeStreams } from './notice-streams';
import { nodesAlong, quickestWalk } from './walk';

export interface Stage {
  readonly carrier: Carrier;
  readonly front: Front;
  readonly streams: NoticeStreams;
}

/** What cannot be done as asked; the message is for the person at the control port. */
export class CommandError extends Error {}

/** Does it; throws `CommandError` where it names something that is not there. */
export async function perform(stage: Stage, command: LabCommand): Promise<void> {
  const { carrier, front, streams } = stage;
  switch (command.kind) {
    case 'slow':
      front.mood.slowMs = command.ms;
      return;
    case 'hang':
      front.mood.isHanging = command.on;
      streams.isSilent = command.on;
      return;
    case 'drop-stream':
      streams.drop();
      return;
    case 'refuse-streams':
      front.mood.refusesStreams = command.on;
      if (command.on) streams.drop();
      return;
    case 'lose-notices':
      streams.toLose = command.count;
      return;
    case 'go-down':
      await front.goDown(command.ms);
      return;
    case 'heal':
      Object.assign(front.mood, { slowMs: 0, isHanging: false, refusesStreams: false });
      streams.isSilent = false;
      streams.toLose = 0;
      carrier.act((state) => ({ ...emptyState(), services: state.services }));
      return;
    case 'cut':
    case 'repair':
    case 'degrade':
    case 'mend':
    case 'set-latency':
    case 'reset-latency':
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

type NetworkCommand = Exclude<
  LabCommand,
  { kind: 'slow' | 'hang' | 'drop-stream' | 'refuse-streams' | 'lose-notices' | 'go-down' | 'heal' }
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
  const factor = command.factor ?? 1;
  const az = command.azUs ?? now.az * factor;
  const za = link ? (command.zaUs ?? (command.azUs === undefined ? now.za * factor : command.azUs)) : az;
  return { ...state, latencyUs: { ...state.latencyUs, [id]: { az, za } } };
}

const bothWays = (us: number): LatencyUs => ({ az: us, za: us });

function reroute(network: Network, state: HeldState, uuid: string, names: readonly string[] | undefined): HeldState {
  const service = state.services.find((each) => each.uuid === uuid || each.name === uuid);
  if (!service) throw new CommandError(`there is no service "${uuid}"`);
  const [from, to] = [at(network.ports, service.aPort).node, at(network.ports, service.zPort).node];
  const links =
    names?.map((name) => findLink(network, name)) ?? quickestWalk(network, state, { from, to }, service.slots, new Set(service.links));
  if (!links) throw new CommandError(`${network.inventory.name} has no second way from ${from} to ${to}`);
  if (nodesAlong(from, links)?.at(-1) !== to) throw new CommandError(`these links do not lead from ${from} to ${to}`);
  const moved = { ...service, links: links.map((link) => link.id) };
  return { ...state, services: state.services.map((each) => (each === service ? moved : each)) };
}

const findLink = (network: Network, name: string): Link => at(network.links, findId(network, 'link', name));

function findId(network: Network, target: 'link' | 'node' | 'port', name: string): string {
  const [map, byUuid] = {
    link: [network.links, network.linkIds],
    node: [network.nodes, network.nodeIds],
    port: [network.ports, network.portIds],
  }[target] as [ReadonlyMap<string, { readonly id: string; readonly name?: string }>, ReadonlyMap<string, string>];
  const found = map.has(name) ? name : (byUuid.get(name) ?? [...map.values()].find((each) => each.name === name)?.id);
  if (found === undefined) throw new CommandError(`${network.inventory.name} has no ${target} "${name}"`);
  return found;
}
