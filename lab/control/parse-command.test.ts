import { expect, test } from 'vitest';
import type { LabCommand } from '../carrier/commands';
import { parseCommand } from './parse-command';

const readings: readonly (readonly [string, LabCommand])[] = [
  ['cut link NYC-LON', { kind: 'cut', target: 'link', name: 'NYC-LON' }],
  ['repair duct cable-biscay-west', { kind: 'repair', target: 'duct', name: 'cable-biscay-west' }],
  ['degrade ALD-BOS-NYC-1', { kind: 'degrade', link: 'ALD-BOS-NYC-1' }],
  ['mend ALD-BOS-NYC-1', { kind: 'mend', link: 'ALD-BOS-NYC-1' }],
  ['latency link L 1200.5', { kind: 'set-latency', target: 'link', name: 'L', azUs: 1200.5 }],
  ['latency link L 1200/1300', { kind: 'set-latency', target: 'link', name: 'L', azUs: 1200, zaUs: 1300 }],
  ['latency node N x1.5', { kind: 'set-latency', target: 'node', name: 'N', factor: 1.5 }],
  ['reset-latency link L', { kind: 'reset-latency', target: 'link', name: 'L' }],
  ['withdraw port P', { kind: 'withdraw', target: 'port', name: 'P' }],
  ['restore node N', { kind: 'restore', target: 'node', name: 'N' }],
  ['occupy L 40', { kind: 'occupy', link: 'L', slots: 40 }],
  ['refuse 2 full', { kind: 'refuse', count: 2, words: 'full' }],
  ['fail 1 dark L', { kind: 'fail', count: 1, words: 'dark', link: 'L' }],
  ['slow 250', { kind: 'slow', ms: 250 }],
  ['hang on', { kind: 'hang', on: true }],
  ['drop-stream', { kind: 'drop-stream' }],
  ['refuse-streams off', { kind: 'refuse-streams', on: false }],
  ['lose-notices 3', { kind: 'lose-notices', count: 3 }],
  ['skip-sequence 5', { kind: 'skip-sequence', count: 5 }],
  ['duplicate-notices 2', { kind: 'duplicate-notices', count: 2 }],
  ['reorder-notices 4', { kind: 'reorder-notices', count: 4 }],
  ['unknown-notices 1', { kind: 'unknown-notices', count: 1 }],
  ['forget-log', { kind: 'forget-log' }],
  ['lie-latency constant', { kind: 'lie-latency', lie: 'constant' }],
  ['lie-latency text L', { kind: 'lie-latency', lie: 'text', link: 'L' }],
  ['another-inventory renamed', { kind: 'another-inventory', how: 'renamed' }],
  ['another-inventory without L N', { kind: 'another-inventory', how: 'without', things: ['L', 'N'] }],
  ['reroute S', { kind: 'reroute', service: 'S' }],
  ['reroute S L1 L2', { kind: 'reroute', service: 'S', links: ['L1', 'L2'] }],
  ['go-down 2000', { kind: 'go-down', ms: 2000 }],
  ['heal', { kind: 'heal' }],
];

test.each(readings)('"%s" is understood', (line, command) => {
  expect(parseCommand(line.split(' '))).toEqual(command);
});

test.each([
  'cut',
  'cut moon X',
  'cut link',
  'cut link A B',
  'latency link L fast',
  'slow',
  'slow soon',
  'hang maybe',
  'occupy L 1.5',
  'heal now',
  'lie-latency softly',
  'lie-latency text L M',
  'reorder-notices 1',
  'another-inventory shuffled',
])('"%s" is refused with a pointer to --help', (line) => {
  expect(() => parseCommand(line.split(' '))).toThrow('--help');
});

test('a word that is no command is named', () => {
  expect(() => parseCommand(['dig'])).toThrow('there is no command "dig"');
});
