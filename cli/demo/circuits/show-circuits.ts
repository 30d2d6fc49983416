import { showApplied } from '../../../core/host/procedures/show-applied';
import { systemClock } from '../../../core/host/system-clock';
import type { PathStatus } from '../../../core/host/circuit-queries';
import { briefAnswer } from '../../../core/circuits/brief-answer';
import { rangesText } from '../../../core/circuits/ranges';
import type { HistoryEntry } from '../../../core/model/history';
import { lineText } from '../../../core/model/switch';
import { counted, type Demo } from '../demo';

/** A row per path: where its identifiers are. */
export async function showPools({ host, screen }: Demo): Promise<void> {
  const paths = await host.virtualPaths();
  screen.table(
    [
      'path',
      'used',
      'free',
      'pending',
      'quarantined',
      'foreign',
      'not created',
      'gauge',
      'waiting',
      'status',
      'current',
      'last',
      'carried by',
    ],
    paths.map((status) => {
      const { path, pool, waiting, carriage } = status;
      return [
        ...[path.id, pool.used, pool.free, pool.pending, pool.quarantined, pool.foreign, pool.notCreated].map(String),
        gauge(status),
        String(waiting.length),
        path.heldSinceMs === null ? path.status : `${path.status}, held`,
        ...[String(path.currentVci), String(path.lastVci)],
        carriage === null ? '–' : `${carriage.orderId}, ${carriage.isCarrying ? 'carrying' : carriage.state}`,
      ];
    }),
  );
  screen.line('  █ used, ▒ quarantined or foreign, ░ free, · not created');
}

const cells = 20;

function gauge({ pool: { used, quarantined, foreign, free, total } }: PathStatus): string {
  const upTo = (count: number): number => Math.round((cells * count) / total);
  const marks = [
    { mark: '█', end: upTo(used) },
    { mark: '▒', end: upTo(used + quarantined + foreign) },
    { mark: '░', end: upTo(used + quarantined + foreign + free) },
    { mark: '·', end: cells },
  ];
  return marks.reduce((drawn, { mark, end }) => drawn + mark.repeat(Math.max(0, end - drawn.length)), '');
}

/** The row of the conditions table that applies to each path now, with its values, and what comes of it by the path as it is. */
export async function showConditions({ host, screen }: Demo): Promise<void> {
  screen.table(
    ['path', 'the row of the conditions table that applies', 'what comes of it'],
    (await host.virtualPaths()).map(({ path, applied, isSwitchUp }) => {
      const { text, outcome } = showApplied(path, applied, isSwitchUp, systemClock.now());
      return [path.id, text, outcome];
    }),
  );
}

/** More rows than this are read by nobody. */
const shownRequests = 24;

/** Each bulk request with the row of the conditions table that had it sent. Of many, those that failed or follow a failure, and the first ones. */
export async function showRequests({ host, screen }: Demo): Promise<void> {
  const requests = [...(await host.bulkRequests({ count: 1_000_000 }))].reverse();
  const sent = (await host.history(1_000_000)).filter(({ event }) => event === 'bulk.requested');
  const rows = new Map(requests.map((request, index) => [request, rowIn(sent[index])]));
  const remarkable = requests.filter(({ state, attempt }) => state !== 'succeeded' || attempt > 1);
  const chosen = new Set([...remarkable.slice(0, shownRequests), ...requests.slice(0, 4)]);
  screen.heading(
    `${counted(requests.length, 'bulk request')}, ${requests.filter(({ attempt }) => attempt > 1).length} of them submitted again`,
  );
  screen.table(
    ['path', 'asked for', 'attempt', 'row of the conditions table', 'outcome', 'took', 'answer'],
    requests
      .filter((request) => chosen.has(request))
      .map((request) => [
        ...[request.pathId, rangesText([request.range]), String(request.attempt), rows.get(request) ?? '', request.state],
        request.endMs === null ? '–' : `${request.endMs - request.startMs} ms`,
        briefAnswer(request.answer),
      ]),
  );
  if (chosen.size < requests.length) screen.line(`  and ${requests.length - chosen.size} more`);
}

/** Each request is told in its own transaction: so both are in the same order. */
const rowIn = (entry: HistoryEntry | undefined): string => entry?.text.split('; ').at(-1) ?? '–';

export async function showForecast({ host, screen }: Demo): Promise<void> {
  screen.heading('When the paths are exhausted, at the rate of the last day');
  screen.table(
    ['path', 'left', 'used', 'exhausted', 'more are asked for', 'exhausted with', 'warning'],
    (await host.virtualPaths()).map(({ path, pool, rate, exhaustion, asksForMore, exhausts, isLow }) => [
      ...[path.id, String(pool.left), rate.text, exhaustion.text, asksForMore.text, exhausts.text],
      isLow ? 'running out' : '',
    ]),
  );
}

/** Those that were taken and could not be served, with what was said. */
export async function showFailed({ host, screen }: Demo): Promise<void> {
  const failed = await host.circuitOrders({ states: ['failed'] });
  if (failed.length === 0) return;
  screen.heading(`${counted(failed.length, 'circuit order')} failed`);
  screen.table(
    ['order', 'end user', 'path', 'line', 'why'],
    failed.map(({ id, endUser, pathId, line, cause }) => [id, endUser, pathId, lineText(line), cause]),
  );
}

/** What the cut of a duct meant for the circuits over it. */
export async function showCarried({ host, screen }: Demo): Promise<void> {
  const told = (await host.history(5_000)).filter(({ event }) => event === 'path.impaired' || event === 'path.carried');
  for (const { event, subject, text } of told.slice(-6)) {
    screen.line(`  ${subject} is ${event === 'path.impaired' ? 'impaired' : 'carried'}: ${text}`);
  }
}
