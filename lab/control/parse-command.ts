import { z } from 'zod';
import { labCommand, type LabCommand } from '../carrier/commands';
import { switchCommand, type SwitchCommand } from '../switch/commands';
import { switchShapes } from './switch-shapes';
import { excess, number, type Shapes } from './words';

/** Words of a command line as a command for a carrier or a switch; throws with what was expected. */
export function parseCommand(words: readonly string[], whose: 'carrier' | 'switch'): LabCommand | SwitchCommand {
  const [kind = '', ...rest] = words;
  const shape = (whose === 'carrier' ? shapes : switchShapes)[kind];
  if (!shape) throw new Error(`there is no command "${kind}" for a ${whose}; --help shows them all`);
  const read = (whose === 'carrier' ? labCommand : switchCommand).safeParse(shape(rest));
  if (!read.success) throw new Error(`"${words.join(' ')}" is not complete; --help shows how.\n${z.prettifyError(read.error)}`);
  return read.data;
}

const target =
  (kind: string) =>
  ([kindOf, name, ...more]: readonly string[]): unknown => ({ kind, target: kindOf, name, ...excess(more) });

const ofLink =
  (kind: string) =>
  ([link, ...more]: readonly string[]): unknown => ({ kind, link, ...excess(more) });

const counted =
  (kind: string) =>
  ([count, words, link, ...more]: readonly string[]): unknown => ({
    kind,
    count: number(count),
    words,
    ...(link === undefined ? {} : { link }),
    ...excess(more),
  });

const several =
  (kind: string) =>
  ([count, ...more]: readonly string[]): unknown => ({ kind, count: number(count), ...excess(more) });

const switched =
  (kind: string) =>
  ([on, ...more]: readonly string[]): unknown => ({ kind, on: on === 'on' ? true : on === 'off' ? false : on, ...excess(more) });

const shapes: Shapes = {
  cut: target('cut'),
  repair: target('repair'),
  degrade: ofLink('degrade'),
  mend: ofLink('mend'),
  latency: ([kindOf, name, value, ...more]) => ({ kind: 'set-latency', target: kindOf, name, ...latency(value), ...excess(more) }),
  'reset-latency': target('reset-latency'),
  withdraw: target('withdraw'),
  restore: target('restore'),
  occupy: ([link, slots, ...more]) => ({ kind: 'occupy', link, slots: number(slots), ...excess(more) }),
  reroute: ([service, ...links]) => ({ kind: 'reroute', service, ...(links.length > 0 ? { links } : {}) }),
  refuse: counted('refuse'),
  fail: counted('fail'),
  slow: ([ms, ...more]) => ({ kind: 'slow', ms: number(ms), ...excess(more) }),
  hang: switched('hang'),
  'drop-stream': (more) => ({ kind: 'drop-stream', ...excess(more) }),
  'refuse-streams': switched('refuse-streams'),
  'lose-notices': several('lose-notices'),
  'skip-sequence': several('skip-sequence'),
  'duplicate-notices': several('duplicate-notices'),
  'reorder-notices': several('reorder-notices'),
  'unknown-notices': several('unknown-notices'),
  'forget-log': (more) => ({ kind: 'forget-log', ...excess(more) }),
  'lie-latency': ([lie, link, ...more]) => ({ kind: 'lie-latency', lie, ...(link === undefined ? {} : { link }), ...excess(more) }),
  'another-inventory': ([how, ...things]) => ({ kind: 'another-inventory', how, ...(things.length > 0 ? { things } : {}) }),
  'go-down': ([ms, ...more]) => ({ kind: 'go-down', ms: number(ms), ...excess(more) }),
  heal: (more) => ({ kind: 'heal', ...excess(more) }),
  clear: (more) => ({ kind: 'clear', ...excess(more) }),
};

function latency(text = ''): { readonly azUs?: number; readonly zaUs?: number; readonly factor?: number } {
  if (text.startsWith('x')) return { factor: Number(text.slice(1)) };
  const [az, za] = text.split('/').map(Number);
  return { ...(az === undefined ? {} : { azUs: az }), ...(za === undefined ? {} : { zaUs: za }) };
}
