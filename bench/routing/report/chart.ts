import { isEngine } from '../participants';
import type { Line } from './lines';

const [columnWidth, nameWidth, valueWidth, rowHeight, headHeight, jobGap] = [440, 138, 66, 17, 58, 34];
const barWidth = columnWidth - nameWidth - valueWidth - 24;

/** What is asked, in a few words. */
const jobTitles: Readonly<Record<Line['job'], string>> = {
  J1: 'least latency',
  J2: 'least price within a limit of latency, with room for it',
  J3: 'the eight best ways',
  J4: 'two ways that share no node',
  J4S: 'two ways that share no duct',
  J5: 'a storm: each of 1,000 connections routed anew',
  J6: 'an order routed and booked',
};

/**
 * The medians as bars, an SVG of its own: a column for each network, a row for each job, one logarithmic scale for all. Its colours follow what
 * the reader's system prefers.
 */
export function chartOf(lines: readonly Line[], machine: string): string {
  const measured = lines.filter(({ median, n }) => n > 0 && median > 0);
  const nets = [...new Set(measured.map(({ net }) => net))];
  const jobs = [...new Set(measured.map(({ job }) => job))];
  const scale = scaleOf(measured.map(({ median }) => median));
  const parts: string[] = [];
  let y = headHeight;
  for (const job of jobs) {
    const cells = nets.map((net) => measured.filter((line) => line.job === job && line.net === net));
    const rows = Math.max(...cells.map((cell) => cell.length));
    parts.push(text(8, y + 14, 'job', `${job}  ${jobTitles[job]}`));
    for (const [column, cell] of cells.entries()) parts.push(...barsOf(cell, column * columnWidth, y + 22, scale));
    y += rows * rowHeight + jobGap;
  }
  const width = Math.max(1, nets.length) * columnWidth + 8;
  const heads = nets.flatMap((net, column) => [
    text(column * columnWidth + nameWidth, 50, 'net', net),
    ...gridOf(column * columnWidth, y + 4, scale),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 30}" width="${width}" height="${y + 30}" role="img" aria-labelledby="title">
<title id="title">Routing jobs, median microseconds by program and network, logarithmic</title>
<style>${style}</style>
<rect class="page" width="${width}" height="${y + 30}"/>
${text(8, 22, 'title', 'Microseconds a question takes at the median; less is better')}
${text(width - 12, 22, 'note end', machine)}
${heads.join('\n')}
${parts.join('\n')}
</svg>
`;
}

interface Scale {
  /** Decades of microseconds. */
  readonly from: number;
  readonly to: number;
}

function scaleOf(medians: readonly number[]): Scale {
  const from = Math.floor(Math.log10(Math.min(1, ...medians)));
  return { from, to: Math.max(from + 1, Math.ceil(Math.log10(Math.max(1, ...medians)))) };
}

const along = ({ from, to }: Scale, micros: number): number => (barWidth * (Math.log10(micros) - from)) / (to - from);

function barsOf(cell: readonly Line[], left: number, top: number, scale: Scale): readonly string[] {
  return [...cell]
    .sort((one, other) => one.median - other.median)
    .flatMap(({ peer, median }, row) => {
      const y = top + row * rowHeight;
      const kind = isEngine(peer) ? 'ours' : 'peer';
      const length = Math.max(2, along(scale, median));
      return [
        text(left + nameWidth - 8, y + 11, `${kind} end`, peer),
        `<rect class="${kind} bar" x="${left + nameWidth}" y="${y + 2}" width="${length.toFixed(1)}" height="${rowHeight - 6}" rx="2"/>`,
        text(left + nameWidth + length + 6, y + 11, `${kind} value`, micros(median)),
      ];
    });
}

function gridOf(left: number, bottom: number, scale: Scale): readonly string[] {
  return Array.from({ length: scale.to - scale.from + 1 }, (_, step) => scale.from + step).flatMap((decade) => {
    const x = left + nameWidth + along(scale, 10 ** decade);
    const line = `<path class="grid" d="M${x.toFixed(1)} ${headHeight}V${bottom}"/>`;
    // Every other one has room for its name.
    return (decade - scale.from) % 2 === 1 ? [line] : [line, text(x, bottom + 16, 'note middle', decadeWords(decade))];
  });
}

const decadeWords = (decade: number): string =>
  decade >= 6 ? `${10 ** (decade - 6)} s` : decade >= 3 ? `${10 ** (decade - 3)} ms` : `${10 ** decade} µs`;

const micros = (value: number): string => {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} s`;
  return value >= 1e3 ? `${(value / 1e3).toPrecision(3)} ms` : `${value < 99.5 ? value.toPrecision(2) : value.toFixed(0)} µs`;
};

const text = (x: number, y: number, kind: string, words: string): string =>
  `<text class="${kind}" x="${x.toFixed(1)}" y="${y}">${words.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;

const style = `
text { font: 12px system-ui, sans-serif; fill: #4a5560 }
.page { fill: #ffffff } .grid { stroke: #e2e6ea; fill: none } .bar { fill: #a9b4bf }
.title { font-size: 15px; font-weight: 600; fill: #1c2329 } .net, .job { font-weight: 600; fill: #1c2329 } .note { font-size: 11px; fill: #6a7580 }
.ours { fill: #0b5fb0; font-weight: 600 } .ours.bar { fill: #1f7ad6 } .value { font-variant-numeric: tabular-nums }
.end { text-anchor: end } .middle { text-anchor: middle }
@media (prefers-color-scheme: dark) {
  text { fill: #b4bfca } .page { fill: #12171c } .grid { stroke: #2a323a } .bar { fill: #5b6772 }
  .title, .net, .job { fill: #eef2f5 } .note { fill: #8c98a4 } .ours { fill: #6cb2f7 } .ours.bar { fill: #3d8fe0 }
}`;
