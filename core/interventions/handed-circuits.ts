import { poolOf } from '../circuits/pool';
import { formatTime } from '../model/clock';
import type { HandedCircuits, PathConcern } from '../model/handed-circuits';
import type { VirtualPath } from '../model/virtual-path';
import { isCarryingState } from '../pools/carriage';
import type { Tx } from '../store/store';

/** What a shift hands over of switches, virtual paths and circuit orders: what happened between the two times, and what stands. */
export async function handedCircuits(tx: Tx, fromMs: number, toMs: number): Promise<HandedCircuits> {
  const names = new Map((await tx.switches.list()).map(({ id, name }) => [id, name]));
  const known = await tx.paths.list();
  const paths: HandedCircuits['paths'][number][] = [];
  const waiting: HandedCircuits['waiting'][number][] = [];
  for (const path of known) {
    const { id: pathId, provider } = path;
    const concerns = await concernsOf(tx, path);
    if (concerns.length > 0) paths.push({ pathId, provider, concerns });
    const first = await tx.circuits.firstWaiting(pathId);
    if (first) waiting.push({ pathId, provider, count: await tx.circuits.countWaiting(pathId), sinceMs: first.receivedAtMs });
  }
  return {
    switchesDown: (await tx.switches.links())
      .filter(({ isUp }) => !isUp)
      .map((link) => ({ ...link, name: names.get(link.switchId) ?? link.switchId })),
    paths,
    waiting,
    ended: await tx.circuits.endedWithin(fromMs, toMs),
    bulkRequests: {
      ...(await tx.paths.requestsWithin(fromMs, toMs)),
      held: known.filter(({ heldSinceMs }) => heldSinceMs !== null && heldSinceMs >= fromMs && heldSinceMs <= toMs).length,
    },
  };
}

async function concernsOf(tx: Tx, path: VirtualPath): Promise<readonly PathConcern[]> {
  const concerns: PathConcern[] = [];
  if (path.heldSinceMs !== null) {
    const since = formatTime(path.heldSinceMs);
    concerns.push({ kind: 'held', text: `held since ${since} after ${path.attempts} unsuccessful attempts: "paths retry ${path.id}"` });
  }
  const carrier = path.carriedByOrderId === null ? undefined : await tx.orders.get(path.carriedByOrderId);
  if (carrier && !isCarryingState(carrier.state))
    concerns.push({ kind: 'impaired', text: `impaired: order ${carrier.id}, which carries it, is ${carrier.state}` });
  const { given, quarantined, free } = await tx.circuits.counts(path.id);
  const foreign = (await tx.circuits.foreign(path.id)).map((vci) => ({ first: vci, last: vci }));
  const pending = await tx.paths.pendingRequest(path.id);
  const { fullText, left } = poolOf(path, { given, quarantined, free, foreign }, pending?.range ?? null);
  const lowSinceMs = await tx.paths.lowSince(path.id);
  if (fullText !== null) concerns.push({ kind: 'full', text: fullText });
  else if (lowSinceMs !== null)
    concerns.push({ kind: 'running-out', text: `running out since ${formatTime(lowSinceMs)}: ${left} identifiers are left` });
  return concerns;
}
