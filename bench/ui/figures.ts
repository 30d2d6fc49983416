import type { Motion } from './browser';

/** One measured figure and what it is to be. */
export interface Figure {
  readonly load: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'MB' | 'rows' | '/s' | 'bytes' | 'lines';
  /** Null: told, and not judged. */
  readonly target: { readonly kind: 'at-most' | 'below' | 'exactly' | 'at-least'; readonly value: number } | null;
}

export const isMet = ({ value, target }: Figure): boolean => {
  if (target === null) return true;
  switch (target.kind) {
    case 'at-most':
      return value <= target.value;
    case 'below':
      return value < target.value;
    case 'exactly':
      return value === target.value;
    case 'at-least':
      return value >= target.value;
  }
};

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);

/** What a movement is judged by, and what explains it. */
export function motionFigures(load: string, what: string, { frames, longTasks, cpuMs }: Motion, mostMs: number): readonly Figure[] {
  const told = { load, unit: 'ms', target: null } as const;
  return [
    { ...told, what: `${what}: frame p95`, value: p95(frames), target: { kind: 'at-most', value: mostMs } },
    { ...told, what: `${what}: processor time a frame`, value: cpuMs },
    { ...told, what: `${what}: tasks over 50 ms, together`, value: longTasks.reduce((sum, ms) => sum + ms, 0) },
  ];
}

/** Of the same figures from several runs, each once with its median. */
export function medians(runs: readonly (readonly Figure[])[]): readonly Figure[] {
  return (runs[0] ?? []).map((figure) => ({
    ...figure,
    value: median(runs.flatMap((run) => run.find(({ load, what }) => load === figure.load && what === figure.what)?.value ?? [])),
  }));
}

const words = { 'at-most': '≤', below: '<', exactly: '=', 'at-least': '≥' } as const;
const shown = (value: number): string =>
  Number.isInteger(value) || Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);

export function figureLines(figures: readonly Figure[]): readonly string[] {
  const cells = figures.map((figure) => {
    const { load, what, value, unit, target } = figure;
    return [
      load,
      what,
      `${shown(value)} ${unit}`,
      target ? `${words[target.kind]} ${shown(target.value)} ${unit}` : '',
      target === null ? '' : isMet(figure) ? 'pass' : 'MISSED',
    ];
  });
  const head = ['Load', 'Figure', 'Measured', 'Target', ''];
  const widths = head.map((title, at) => Math.max(...[head, ...cells].map((row) => (row[at] ?? '').length), title.length));
  return [head, ...cells].map((row) =>
    row
      .map((cell, at) => (at === 2 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
