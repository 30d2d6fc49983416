import { briefAnswer } from '../../core/circuits/brief-answer';
import { rangesText } from '../../core/circuits/ranges';
import type { PathDossierShown, PathShown } from '../../core/contract/circuit-shapes';
import { formatTime } from '../../core/model/clock';
import { duration, exactDuration } from '../../core/model/duration';
import type { CircuitState } from '../../core/model/virtual-circuit';
import type { BulkRequest } from '../../core/model/virtual-path';
import type { Screen } from '../screen';
import { counted } from './words';

/** `isHost`: a host runs. Without one no switch is asked, and none has failed to answer. */
export function showPaths(screen: Screen, paths: readonly PathShown[], nowMs: number, isHost: boolean): void {
  if (paths.length === 0) {
    screen.line('No virtual path is known: "longlines paths add" adds one.');
    return;
  }
  screen.table(
    ['path', 'switch', 'provider', 'VPI', 'VCIs', 'used', 'free', 'pending', 'quarantined', 'waiting', 'last request', 'forecast', ''],
    paths.map((path) => [
      ...[path.id, path.switchName, path.provider, String(path.vpi), rangesText([path.vcis])],
      ...[path.pool.used, path.pool.free, path.pool.pending, path.pool.quarantined, path.waiting].map(String),
      ...[requestWords(path, nowMs), path.exhaustion.kind === 'too-few' ? '–' : path.exhaustion.text, notesOf(path, isHost).join('; ')],
    ]),
  );
  if (!isHost) screen.line(noHost);
}

const noHost = 'No host runs: no switch is asked for anything until one does.';

/** `pending for 12 s of 30 s`. */
function requestWords(path: PathShown, nowMs: number): string {
  switch (path.status) {
    case 'SUCCESS':
      return path.requestedVci < path.vcis.first ? 'none yet' : 'went well';
    case 'IN_PROCESS':
      return `pending for ${duration(Math.max(0, nowMs - (path.startTimeMs ?? nowMs)))} of ${exactDuration(path.timeThresholdMs)}`;
    case 'FAIL':
      return path.heldSinceMs !== null ? 'held' : `failed, ${path.attempts} of ${path.maxAttempts} attempts`;
  }
}

function notesOf(path: PathShown, isHost: boolean): readonly string[] {
  return [
    ...(path.heldSinceMs === null ? [] : [`held since ${formatTime(path.heldSinceMs)}: "paths retry ${path.id}"`]),
    ...(path.isImpaired ? [`impaired: order ${path.carriage?.orderId ?? ''}, which carries it, is ${path.carriage?.state ?? ''}`] : []),
    ...(path.isSwitchUp || !isHost ? [] : ['its switch does not answer']),
    ...(path.pool.isFull ? ['path full'] : path.isLow ? ['running out'] : []),
  ];
}

export function showPath(screen: Screen, path: PathDossierShown, nowMs: number, isHost: boolean): void {
  const { pool, vcis, carriage } = path;
  screen.heading(`${path.id}: ${path.switchName} to ${path.provider}, ${path.side} VPI ${path.vpi}, VCIs ${rangesText([vcis])}`);
  for (const note of notesOf(path, isHost)) screen.line(`  ${note}`);
  if (!isHost) screen.line(`  ${noHost}`);
  screen.line(
    `  ${pool.used} used, ${pool.free} free, ${pool.pending} pending, ${pool.quarantined} in quarantine, ${pool.foreign} not ours, ${pool.notCreated} not created; ${pool.total} in all`,
  );
  if (pool.fullText !== null) screen.line(`  ${pool.fullText}`);
  screen.line(`  next identifier ${path.currentVci}, created up to ${path.lastVci < vcis.first ? 'none' : path.lastVci}`);
  screen.line(
    `  ${path.bulkSize} are asked for when not more than ${path.deltaThreshold} remain; expected within ${exactDuration(path.timeThresholdMs)}; ` +
      `${counted(path.maxAttempts, 'attempt')}, ${exactDuration(path.backoffMs)} apart at first; quarantine ${exactDuration(path.quarantineMs)}`,
  );
  if (path.isReserveHeld)
    screen.line('  its reserve is held: orders wait while not more than the delta threshold remain and more can be created');
  screen.line(
    carriage
      ? `  carried by order ${carriage.orderId} of ${carriage.customer}, which is ${carriage.state}`
      : '  no connection of ours is known to carry it',
  );
  screen.heading('Forecast');
  screen.line(`  rate of use: ${path.rate.text}`);
  screen.line(`  ${path.exhaustion.text}`);
  screen.line(`  ${path.asksForMore.text}`);
  screen.line(`  ${path.exhausts.text}`);
  screen.heading('Conditions table, now');
  screen.line(`  ${path.applied.text}`);
  screen.line(`  ${path.applied.outcome}`);
  screen.heading('Last bulk requests');
  showBulkRequests(screen, path.requests, nowMs);
  showIdentifiers(screen, path);
}

function showIdentifiers(screen: Screen, { circuits, waitingOrderIds }: PathDossierShown): void {
  screen.heading('Identifiers');
  for (const state of ['given', 'quarantined', 'free', 'foreign'] as const) {
    const own = circuits.filter((circuit) => circuit.state === state).map(({ vci }) => ({ first: vci, last: vci }));
    if (own.length > 0) screen.line(`  ${stateWords[state]}: ${rangesText(own)}`);
  }
  if (circuits.length === 0) screen.line('  none was given yet');
  if (waitingOrderIds.length === 0) return;
  const shown = waitingOrderIds.slice(0, shownWaiting).join(', ');
  const more = waitingOrderIds.length - shownWaiting;
  screen.line(`  ${counted(waitingOrderIds.length, 'order')} wait: ${shown}${more > 0 ? ` and ${more} more` : ''}`);
}

const shownWaiting = 10;

const stateWords: Readonly<Record<CircuitState, string>> = {
  given: 'given',
  quarantined: 'in quarantine',
  free: 'free again',
  foreign: 'used by the switch for something else',
};

export function showBulkRequests(screen: Screen, requests: readonly BulkRequest[], nowMs: number): void {
  if (requests.length === 0) {
    screen.line('  No bulk request was sent yet.');
    return;
  }
  screen.table(
    ['sent', 'path', 'VCIs', 'attempt', 'state', 'took', 'answer'],
    requests.map(({ startMs, endMs, pathId, range, attempt, state, answer }) => [
      ...[formatTime(startMs), pathId, rangesText([range]), String(attempt), state],
      ...[duration(Math.max(0, (endMs ?? nowMs) - startMs)), briefAnswer(answer)],
    ]),
  );
}
