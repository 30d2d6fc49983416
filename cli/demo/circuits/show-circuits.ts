import type { PathStatus } from '../../../core/host/circuit-queries';
import { briefAnswer } from '../../../core/circuits/brief-answer';
import { rangesText } from '../../../core/circuits/ranges';
import type { HistoryEntry } from '../../../core/model/history';
import type { BulkRequest } from '../../../core/model/virtual-path';
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

/** The row of the conditions table that applies to each path now, with its values. */
export async function showConditions({ host, screen }: Demo): Promise<void> {
  screen.table(
    ['path', 'the row of the conditions table that applies'],
    (await host.virtualPaths()).map(({ path, applied }) => [path.id, applied.text]),
  );
}

/** More rows than this are read by nobody. */
const shownRequests = 24;

/** Each bulk request with the row of the conditions table that had it sent. Of many, those that failed or follow a failure, and the first ones. */
export async function showRequests({ host, screen }: Demo): Promise<void> {
  const requests = [...(await host.bulkRequests({ count: 1_000_000 }))].reverse();
  const sent = (await host.history(1_000_000)).filter(({ event }) => event === 'bulk.requested');
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
        ...[request.pathId, rangesText([request.range]), String(request.attempt), rowOf(request, sent), request.state],
        request.endMs === null ? '–' : `${request.endMs - request.startMs} ms`,
        briefAnswer(request.answer),
      ]),
  );
  if (chosen.size < requests.length) screen.line(`  and ${requests.length - chosen.size} more`);
}

/** Written in the request's own transaction. */
function rowOf({ pathId, startMs }: BulkRequest, sent: readonly HistoryEntry[]): string {
  const entry = sent.find(({ subject, atMs }) => subject === pathId && atMs === startMs);
  return entry?.text.split('; ').at(-1) ?? '–';
}

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

/** What the cut of a duct meant for the circuits over it. */
export async function showCarried({ host, screen }: Demo): Promise<void> {
  const told = (await host.history(5_000)).filter(({ event }) => event === 'path.impaired' || event === 'path.carried');
  for (const { event, subject, text } of told.slice(-6)) {
    screen.line(`  ${subject} is ${event === 'path.impaired' ? 'impaired' : 'carried'}: ${text}`);
  }
}
