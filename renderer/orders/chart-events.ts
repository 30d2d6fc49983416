import type { OrderLatencyShown } from '../../core/contract/watch';
import type { RecordOccasion } from '../../core/model/latency-record';
import { formatMs } from '../ui/numbers';

/** Something that is marked on the chart: by a letter where the connection changed, by a ring where a figure on the way did. */
export interface ChartEvent {
  readonly atMs: number;
  readonly sign: string;
  readonly text: string;
}

const occasions: Readonly<Partial<Record<RecordOccasion, readonly [sign: string, text: string]>>> = {
  'in-service': ['S', 'in service'],
  impaired: ['I', 'impaired'],
  cleared: ['C', 'what had hit it was over'],
  restored: ['R', 'restored on another connection'],
  moved: ['M', 'moved to another connection'],
  ended: ['E', 'in service no more'],
};

/** So many changes of figures are told by name. */
const mostEvents = 200;

/** What is marked, the latest first. */
export function chartEvents({ spells, changes }: Pick<OrderLatencyShown, 'spells' | 'changes'>): readonly ChartEvent[] {
  const moves = spells.flatMap(({ fromMs, occasion, oneWayNs }): ChartEvent[] => {
    const told = occasion === null ? undefined : occasions[occasion];
    if (told === undefined) return [];
    return [{ atMs: fromMs, sign: told[0], text: `${told[1]}${oneWayNs === null ? '' : `, ${formatMs(oneWayNs, 3)}`}` }];
  });
  const figures = changes.map(({ atMs, name, oneWayNs, provenance, before }): ChartEvent => {
    const from = before === null ? '' : `${figure(before.oneWayNs, before.provenance)} → `;
    return { atMs, sign: '○', text: `${name}: ${from}${figure(oneWayNs, provenance)}` };
  });
  return [...moves, ...figures].sort((a, b) => b.atMs - a.atMs).slice(0, mostEvents);
}

const figure = (ns: number | null, provenance: string | null): string =>
  ns === null ? 'unknown' : `${formatMs(ns, 3)} ${provenance ?? ''}`.trim();

/** Four to seven round moments, in UTC: minutes, hours or days apart. */
export function timeTicks(fromMs: number, toMs: number): readonly number[] {
  const steps = [
    1_000, 5_000, 15_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000,
    604_800_000,
  ];
  const wanted = (toMs - fromMs) / 6;
  const stepMs = steps.find((each) => each >= wanted) ?? 2_592_000_000;
  const first = Math.ceil(fromMs / stepMs) * stepMs;
  return Array.from({ length: Math.max(0, Math.floor((toMs - first) / stepMs) + 1) }, (_, index) => first + index * stepMs);
}
