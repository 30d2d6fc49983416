import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { colours } from '../../lab/switch/raw/displays';
import { startSwitchExercise, type SwitchExercise } from '../../lab/testing/switch-exercise';
import type { RawSession } from './raw-session';
import type { RawTarget } from './raw-target';
import { operatorAt, type Operator, type OperatorOptions } from './testing/operator';

let exercise: SwitchExercise;
const sessions: RawSession[] = [];

beforeAll(async () => {
  exercise = await startSwitchExercise();
});
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});
afterAll(() => exercise.end());

const host = '127.0.0.1';
const prompt = 'SW-LAB-1> ';

function operate(target: RawTarget, options?: OperatorOptions): Operator {
  const operator = operatorAt(target, options);
  sessions.push(operator.session);
  return operator;
}

async function overSsh(options?: OperatorOptions): Promise<Operator> {
  const operator = operate({ kind: 'ssh', host, port: exercise.unit.raw.ssh, user: 'ops', password: 'practice' }, options);
  await operator.reaches('open');
  return operator;
}

async function overTelnet(options?: OperatorOptions): Promise<Operator> {
  const operator = operate({ kind: 'telnet', host, port: exercise.unit.raw.telnet }, options);
  await operator.reaches('open');
  return operator;
}

/** Telnet asks within the session; SSH has asked before. */
async function logIn(operator: Operator): Promise<void> {
  if (operator.states.some(({ kind }) => kind === 'asking-host-key')) return;
  await operator.sees('login: ');
  operator.session.write('ops\r');
  await operator.sees('password: ');
  operator.session.write('practice\r');
}

describe.each([
  ['SSH', overSsh],
  ['telnet', overTelnet],
] as const)('the lab’s switch over %s', (_name, open) => {
  test('a command, the size of the terminal and its change', async () => {
    const operator = await open();
    await logIn(operator);
    await operator.sees(prompt);
    operator.session.write('show version\r');
    await operator.sees('a GranDSLAM 4200 of the lab');
    operator.session.write('size\r');
    await operator.sees('80 columns, 24 rows');
    operator.session.resize({ columns: 120, rows: 50 });
    operator.session.write('size\r');
    await operator.sees('120 columns, 50 rows');
    operator.session.write('exit\r');
    expect(await operator.reaches('closed')).toMatchObject({ by: 'switch' });
    expect(operator.seen()).toContain('goodbye');
  });

  test('colours and letters come as they were sent', async () => {
    const operator = await open();
    await logIn(operator);
    await operator.sees(prompt);
    operator.session.write('colours\r');
    await operator.sees(colours);
  });

  test('what is hostile is left out, and every word around it shows', async () => {
    const operator = await open();
    await logIn(operator);
    await operator.sees(prompt);
    operator.session.write('hostile\r');
    await operator.sees('press Enter');
    // What a terminal would answer to it, were it asked: of these none goes back.
    for (const answer of ['\u001b]lowned\u001b\\', '\u001b]52;c;c3RvbGVu\u0007', '\u001bP1$r0m\u001b\\', '\u001b[?1;2$y']) {
      expect(operator.session.write(answer)).toBe('left-out');
    }
    operator.session.write('\r');
    await operator.sees('it answered nothing');
    const shown = operator.seen().slice(operator.seen().indexOf('hostile: '));
    const lines = shown.split('\r\n').filter((line) => line.startsWith('hostile: ') && line.includes('['));
    expect(lines).toHaveLength(19);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^hostile: [^\u001b[]+ \[.*\]$/);
    // The single bytes are no UTF-8: what they would have begun shows as text.
    const single = lines.findIndex((line) => line.includes('as single bytes'));
    expect(lines[single]).toContain('\ufffd52;c;');
    expect(lines.filter((_, index) => index !== single).join('\n')).not.toContain('c3RvbGVu');
    expect(shown).not.toContain('owned');
    const escapes = shown
      .split('\u001b')
      .slice(1)
      .map((part) => /^\[[0-9;?>]*[a-z]/.exec(part)?.[0]);
    expect(new Set(escapes)).toEqual(new Set(['[c', '[>c', '[5n', '[6n', '[?1000h', '[?2004h']));
  });

  test('fifty megabytes of numbered lines: each of them, in order', { timeout: 120_000 }, async () => {
    let rest = '';
    let next: number | null = null;
    let isInOrder = true;
    let bytes = 0;
    const operator = await open({
      onOutput: (chunk) => {
        bytes += chunk.length;
        operator.session.acknowledge(chunk.length);
        const lines = (rest + chunk.toString('latin1')).split('\r\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const number = /^\s*([0-9]+)\b/.exec(line)?.[1];
          if (number === undefined) continue;
          isInOrder &&= next === null || Number(number) === next;
          next = Number(number) + 1;
        }
        if (rest.endsWith('login: ')) operator.session.write('ops\r');
        else if (rest.endsWith('password: ')) operator.session.write('practice\r');
        else if (rest === prompt && bytes < 100_000) operator.session.write('flood 50\r');
        else if (rest === prompt) operator.session.close();
      },
    });
    await operator.reaches('closed');
    expect(isInOrder).toBe(true);
    expect(next).toBe(1_000_001);
    expect(bytes).toBeGreaterThanOrEqual(50_000_000);
  });
});

test('the lab’s switch, TL1 typed by hand: plain bytes both ways', async () => {
  const address = { host, port: exercise.unit.tl1.tcp, tid: '', user: 'ops', password: 'practice' };
  const operator = operate({ kind: 'tl1', address: { ...address, transport: { kind: 'tcp', isPlainAllowed: true } } });
  await operator.reaches('open');
  operator.session.write('ACT-USER::ops:C1::practice;');
  await operator.sees('M  C1 COMPLD');
  operator.session.write('RTRV-HDR:::C2;\r');
  await operator.sees('M  C2 COMPLD');
});
