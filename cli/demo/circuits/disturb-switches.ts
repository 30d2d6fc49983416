import { lineText } from '../../../core/model/switch';
import type { CircuitOrder, CircuitOrderState } from '../../../core/model/virtual-circuit';
import { counted, until, type Demo } from '../demo';
import type { Answered } from './order-circuits';
import { operator, type CircuitsScene } from './make-paths';

/** What a storm is of. */
const stormEvents = 400;

/** A path that is not ours. */
const othersVpi = 15;

/** By hand at the unit, so that our orders meet what is not ours, and so many events at once. */
export async function disturbBeforehand(demo: Demo, { first, paths, pathId }: CircuitsScene): Promise<void> {
  const { host, screen } = demo;
  const plain = paths.find(({ part }) => part === 'plain')?.request;
  if (!plain) return;
  screen.heading(`Meanwhile at ${first.name}, by hand and by itself`);
  const vci = plain.vcis.first + 5;
  await until(demo, `${plain.id} has its first circuits`, async () => ((await host.virtualPath(plain.id))?.path.lastVci ?? 0) >= vci);
  const theirs = { rack: 9, shelf: 1, slot: 1, circuit: 1, vpi: 0, vci: 35 };
  await first.unit.command({ kind: 'make-cross-connection', vpi: plain.vpi, vci, line: theirs, isUntold: true });
  screen.line(`  somebody joins circuit ${vci} of ${pathId('plain')} to a line of theirs, and tells nobody`);
  const ours = { rack: 1, shelf: 1, slot: 1, circuit: 3, vpi: 0, vci: 35 };
  await first.unit.command({ kind: 'make-circuits', vpi: othersVpi, first: 32, last: 32, isUntold: true });
  await first.unit.command({ kind: 'make-cross-connection', vpi: othersVpi, vci: 32, line: ours, isUntold: true });
  screen.line(`  and a circuit of VPI ${othersVpi} to line ${lineText(ours)}, which is about to be ordered`);
  await first.unit.command({ kind: 'storm', count: stormEvents });
  screen.line(`  it reports ${stormEvents} events at once`);
  // From here on it takes its time, so that it is killed in the midst of a bulk request on a busy machine too.
  await first.unit.command({ kind: 'processing', ms: 10 });
  await first.unit.command({ kind: 'late', count: 1, verb: 'ENT-VCL', ms: 2_000 });
}

/** Kills the process while a bulk request is under way in it, and starts it again. */
export async function killSwitchInBulkRequest(demo: Demo, { first }: CircuitsScene): Promise<void> {
  const { host, screen } = demo;
  screen.heading(`Killing ${first.name} in the middle of a bulk request, and starting it again`);
  await until(demo, `${first.name} creates circuits`, async () =>
    (await first.unit.audit()).bulkCommands.some(({ doneAtMs }) => doneAtMs === null),
  );
  await first.unit.kill();
  const pending = (await host.bulkRequests({ count: 1_000 })).filter(({ state }) => state === 'pending');
  screen.line(`  killed (SIGKILL); ${counted(pending.length, 'bulk request')} pending at that moment`);
  await until(demo, 'the session is known to be lost', async () =>
    (await host.switches()).some(({ id, link }) => id === first.id && !link.isUp),
  );
  await first.unit.startAgain();
  await until(demo, 'the session is back', async () => (await host.switches()).every(({ link }) => link.isUp));
  const cut = (await first.unit.audit()).bulkCommands.filter(({ outcome }) => outcome === 'cut');
  screen.line(`  it had ${counted(cut.length, 'command')} cut off: ${cut.map(({ aid }) => aid).join('; ')}`);
}

/** Waits until every order is served, ended, or waits for what it names. */
export async function circuitsRest(demo: Demo, mayWait: (order: CircuitOrder) => boolean): Promise<void> {
  const { host, screen } = demo;
  await until(demo, 'every circuit order is active, ended or waiting for what it names', async () => {
    await host.settled();
    const counts = await host.circuitOrderCounts();
    screen.progress(
      (Object.entries(counts) as [CircuitOrderState, number][])
        .filter(([, count]) => count > 0)
        .map(([state, count]) => `${state} ${count}`)
        .join(' · '),
    );
    if (counts.given + counts.connecting + counts.releasing > 0) return false;
    const waiting = await host.circuitOrders({ states: ['waiting'] });
    return waiting.every(mayWait) && (await host.bulkRequests({ count: 1_000 })).every(({ state }) => state !== 'pending');
  });
}

/** After so many refusals it is the operator who has it tried again. */
export async function retryHeldPath(demo: Demo, { pathId }: CircuitsScene): Promise<void> {
  const { host, screen } = demo;
  const id = pathId('held');
  const { waiting = [] } = (await host.virtualPath(id)) ?? {};
  screen.heading(`${id} is held, ${counted(waiting.length, 'order')} wait: the operator has it tried again`);
  const answer = await host.retryPath(id, operator);
  if (answer.kind === 'refused') throw new Error(answer.message);
  await circuitsRest(demo, () => false);
  screen.line(`  ${counted((await host.circuitOrders({ pathId: id, states: ['active'] })).length, 'order')} of ${id} active`);
}

/** The switch forgets every circuit and every cross-connection: all are made again, by the store. */
export async function restartWithoutMemory(demo: Demo, { second }: CircuitsScene): Promise<void> {
  const { host, screen } = demo;
  screen.heading(`Restarting ${second.name} without its memory`);
  const before = (await second.unit.audit()).crossConnections.length;
  await second.unit.command({ kind: 'restart', hasMemory: false, ms: 100 });
  screen.line(`  it had ${before} cross-connections, and has none`);
  await until(demo, 'the loss is noticed', async () => (await host.history(2_000)).some(({ event }) => event === 'path.connections-lost'));
  await circuitsRest(demo, () => false);
  const { circuits, crossConnections } = await second.unit.audit();
  const created = Object.values(circuits)
    .flat()
    .reduce((sum, { first, last }) => sum + last - first + 1, 0);
  screen.line(`  made again: ${created} circuits, ${crossConnections.length} cross-connections`);
}

/** Releases one in fifteen, and orders again: in the path that is full the new ones wait for the quarantine to end. */
export async function releaseSome(demo: Demo, { pathId, paths }: CircuitsScene): Promise<Answered> {
  const { host, screen } = demo;
  const active = await host.circuitOrders({ states: ['active'] });
  const ofSmall = active.filter((order) => order.pathId === pathId('small')).slice(0, 3);
  const others = active.filter((order) => order.pathId !== pathId('small') && order.number % 15 === 0);
  const released = [...ofSmall, ...others];
  screen.heading(`Releasing ${counted(released.length, 'circuit')}, and ordering as many again`);
  const answers = await host.releaseCircuits(
    released.map(({ id }) => id),
    operator,
  );
  const [refusal] = answers.filter(({ kind }) => kind === 'refused');
  if (refusal) throw new Error(`a release was refused: ${JSON.stringify(refusal)}`);
  await circuitsRest(demo, () => false);
  const again = await host.orderCircuits(
    released.map(({ endUser, pathId, line }, index) => ({ id: `AGAIN-${index + 1}`, endUser, pathId, line })),
    operator,
  );
  await circuitsRest(demo, (order) => order.pathId === pathId('small'));
  const waiting = await host.circuitOrders({ states: ['waiting'] });
  const quarantine = paths.find(({ part }) => part === 'small')?.request.quarantineMs ?? 0;
  screen.line(
    `  ${pathId('small')} is full: ${counted(waiting.length, 'order')} wait until what was released has been in quarantine for ${quarantine / 60_000} min`,
  );
  return {
    taken: again.flatMap((answer) => (answer.kind === 'received' ? [answer.orderId] : [])),
    refused: again.filter(({ kind }) => kind === 'refused').length,
  };
}
