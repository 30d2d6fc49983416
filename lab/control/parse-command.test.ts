import { expect, test } from 'vitest';
import type { LabCommand } from '../carrier/commands';
import type { SwitchCommand } from '../switch/commands';
import { parseCommand } from './parse-command';

const ofCarriers: readonly (readonly [string, LabCommand])[] = [
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
  ['clear', { kind: 'clear' }],
];

const ofSwitches: readonly (readonly [string, SwitchCommand])[] = [
  ['slow 250', { kind: 'slow', ms: 250 }],
  ['go-down 2000', { kind: 'go-down', ms: 2000 }],
  ['heal', { kind: 'heal' }],
  ['clear', { kind: 'clear' }],
  ['deny 2 SARB busy', { kind: 'deny', count: 2, code: 'SARB', words: 'busy' }],
  ['deny 1 SROF no ENT-VCL', { kind: 'deny', count: 1, code: 'SROF', words: 'no', verb: 'ENT-VCL' }],
  ['partial 1 3', { kind: 'partial', count: 1, after: 3 }],
  ['partial 1 3 ENT-VCL SSRE', { kind: 'partial', count: 1, after: 3, verb: 'ENT-VCL', code: 'SSRE' }],
  ['repeat-later 4', { kind: 'repeat-later', count: 4 }],
  ['lose-answers 1 ENT-CRS-VC', { kind: 'lose-answers', count: 1, verb: 'ENT-CRS-VC' }],
  ['late 1 5000 ENT-VCL', { kind: 'late', count: 1, ms: 5000, verb: 'ENT-VCL' }],
  ['disconnect 1', { kind: 'disconnect', count: 1 }],
  ['wrong-ctag 1', { kind: 'wrong-ctag', count: 1 }],
  ['processing 50', { kind: 'processing', ms: 50 }],
  ['silent carry-out', { kind: 'silent', mode: 'carry-out' }],
  ['storm 1000', { kind: 'storm', count: 1000 }],
  ['storm 1000 50', { kind: 'storm', count: 1000, perSecond: 50 }],
  ['skip-atag 3', { kind: 'skip-atag', count: 3 }],
  ['alarm major NTPORT-1 LOS dark', { kind: 'alarm', severity: 'major', aid: 'NTPORT-1', condition: 'LOS', words: 'dark' }],
  ['restart with-memory', { kind: 'restart', hasMemory: true }],
  ['restart without-memory 500', { kind: 'restart', hasMemory: false, ms: 500 }],
  ['new-host-key', { kind: 'new-host-key' }],
  ['make-circuits 3 100-119', { kind: 'make-circuits', vpi: 3, first: 100, last: 119 }],
  ['delete-circuits 3 100 untold', { kind: 'delete-circuits', vpi: 3, first: 100, last: 100, isUntold: true }],
  [
    'make-cross 3 100 1-1-2-17-0-35',
    { kind: 'make-cross-connection', vpi: 3, vci: 100, line: { rack: 1, shelf: 1, slot: 2, circuit: 17, vpi: 0, vci: 35 } },
  ],
  ['delete-cross 3 100 untold', { kind: 'delete-cross-connection', vpi: 3, vci: 100, isUntold: true }],
];

test.each(ofCarriers)('"%s" is understood of a carrier', (line, command) => {
  expect(parseCommand(line.split(' '), 'carrier')).toEqual(command);
});

test.each(ofSwitches)('"%s" is understood of a switch', (line, command) => {
  expect(parseCommand(line.split(' '), 'switch')).toEqual(command);
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
  'clear all',
  'lie-latency softly',
  'lie-latency text L M',
  'reorder-notices 1',
  'another-inventory shuffled',
])('"%s" is refused of a carrier, with a pointer to --help', (line) => {
  expect(() => parseCommand(line.split(' '), 'carrier')).toThrow('--help');
});

test.each([
  'deny 1 lower words',
  'deny 1 SROF',
  'partial 1',
  'silent perhaps',
  'restart',
  'restart with-memory soon',
  'make-circuits 3',
  'make-circuits 3 100-119 quietly',
  'make-circuits 3 100-119 untold twice',
  'make-cross 3 100 1-1-2-17-0',
  'make-cross 3 100 1-1-2-17-0-35-1',
])('"%s" is refused of a switch, with a pointer to --help', (line) => {
  expect(() => parseCommand(line.split(' '), 'switch')).toThrow('--help');
});

test('a word that is no command is named', () => {
  expect(() => parseCommand(['dig'], 'carrier')).toThrow('there is no command "dig" for a carrier');
  expect(() => parseCommand(['cut'], 'switch')).toThrow('there is no command "cut" for a switch');
});
