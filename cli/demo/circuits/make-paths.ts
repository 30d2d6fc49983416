import type { PracticeSwitch } from '../../../lab/practice-switches';
import { busiestDuct } from '../../../shell/practice/busiest-duct';
import { counted, until, type Demo } from '../demo';
import { planPaths, type PathPart, type PlannedPath } from './path-plan';

export const operator = 'the operator';

/** What the steps of this part share. */
export interface CircuitsScene {
  readonly paths: readonly PlannedPath[];
  readonly first: PracticeSwitch;
  readonly second: PracticeSwitch;
  readonly pathId: (part: PathPart) => string;
}

/** Adds the paths, four of them while their switch does not do as it is asked; the first request of each is made at once (V8). */
export async function makePaths(demo: Demo): Promise<CircuitsScene> {
  const { host, network, screen } = demo;
  const [first, second] = network.switches;
  if (!first || !second) throw new Error('the demo needs two switches');
  const carriedBy = await orderToCarry(demo);
  const paths = planPaths([first.id, second.id], demo.circuits, carriedBy);
  const pathId = (part: PathPart) => paths.find((path) => path.part === part)?.request.id ?? '';
  screen.heading(`Making ${paths.length} virtual paths${carriedBy === null ? '' : `, one of them carried by ${carriedBy}`}`);
  const add = async (part: PathPart) => {
    const planned = paths.find((path) => path.part === part);
    const answer = planned && (await host.addPath(planned.request, operator));
    if (answer?.kind === 'refused') throw new Error(`path ${pathId(part)} was refused: ${answer.message}`);
  };
  for (const part of ['carried', 'reserve', 'small', 'plain'] as const) await add(part);
  const { unit } = second;
  const told = (part: PathPart, event: string) =>
    until(demo, `${event} is told of ${pathId(part)}`, async () =>
      (await host.history(1_000)).some((entry) => entry.event === event && entry.subject === pathId(part)),
    );
  // Or its next attempt would meet the fault that the next path is to meet.
  const whole = (part: PathPart) =>
    until(demo, `${pathId(part)} has its first circuits`, async () => (await host.virtualPath(pathId(part)))?.path.status === 'SUCCESS');
  const words = 'trunk card in reset';
  await unit.command({ kind: 'deny', count: 1, verb: 'ENT-VCL', code: 'SROF', words });
  await add('denied');
  await told('denied', 'bulk.failed');
  await whole('denied');
  screen.line(`  ${pathId('denied')}: ${second.name} denied its first bulk request (SROF, ${words})`);
  await unit.command({ kind: 'partial', count: 1, verb: 'ENT-VCL', after: 5, code: 'SROF' });
  await add('partial');
  await told('partial', 'bulk.failed');
  await whole('partial');
  screen.line(`  ${pathId('partial')}: it did the first 5 identifiers of a command, not the others (PRTL)`);
  await unit.command({ kind: 'deny', count: 2, verb: 'ENT-VCL', code: 'SROF', words: 'trunk card missing' });
  await add('held');
  await told('held', 'path.held');
  screen.line(`  ${pathId('held')}: it denied two attempts of two; the path is held for the operator`);
  await unit.command({ kind: 'late', count: 1, verb: 'ENT-VCL', ms: 1_100 });
  await add('late');
  await told('late', 'bulk.given-up');
  screen.line(`  ${pathId('late')}: its answer is late beyond the time threshold of 600 ms; the request is given up and submitted again`);
  // Its next requests wait behind others' commands, in a busy session.
  await host.changePath(pathId('late'), { timeThresholdMs: 20_000 }, operator);
  screen.line(`  ${pathId('late')}: the operator raises its time threshold to 20 s`);
  screen.table(
    ['path', 'switch', 'VPI', 'VCIs', 'provider', 'at once', 'threshold', 'reserve', 'carried by'],
    paths.map(({ request }) => [
      ...[request.id, request.switchId, String(request.vpi), `${request.vcis.first}–${request.vcis.last}`, request.provider],
      ...[
        String(request.bulkSize),
        String(request.deltaThreshold),
        request.isReserveHeld ? 'held' : 'used',
        request.carriedByOrderId ?? '–',
      ],
    ]),
  );
  return { paths, first, second, pathId };
}

/** One that the cut to come hits, and that is supposed to be restored, with most to spare. */
async function orderToCarry(demo: Demo): Promise<string | null> {
  const duct = (await busiestDuct(demo.host))?.id;
  if (duct === undefined) return null;
  const outcome = await demo.host.whatIf([{ kind: 'fails', subject: { kind: 'shared-risk', id: duct } }]);
  if (outcome.kind === 'refused') return null;
  const [best] = outcome.hits
    .filter(({ route }) => route !== null)
    .sort((one, other) => (other.marginNs ?? 0) / other.order.limit.oneWayNs - (one.marginNs ?? 0) / one.order.limit.oneWayNs);
  if (!best)
    demo.screen.line(`  none of ${counted(outcome.hits.length, 'connection')} over ${duct} would be restored: no path is carried by one`);
  return best?.order.id ?? null;
}
