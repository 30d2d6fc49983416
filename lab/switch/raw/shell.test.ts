import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSwitchExercise, type SwitchExercise } from '../../testing/switch-exercise';
import { sshSession, telnetTypist, typistAt, type Typist } from '../../testing/typist';

const prompt = 'SW-LAB-1> ';
const terminal = { cols: 100, rows: 12, term: 'xterm-256color' };

let exercise: SwitchExercise;

beforeAll(async () => {
  exercise = await startSwitchExercise();
  await exercise.unit.command({ kind: 'make-circuits', vpi: 3, first: 100, last: 119 });
  await exercise.unit.command({ kind: 'make-circuits', vpi: 4, first: 40, last: 40 });
  const line = { rack: 1, shelf: 1, slot: 2, circuit: 17, vpi: 0, vci: 35 };
  await exercise.unit.command({ kind: 'make-cross-connection', vpi: 3, vci: 100, line });
});

afterAll(() => exercise.end());

const overSsh = async (): Promise<Typist> => {
  const { channel, close } = await sshSession(exercise.unit.raw.ssh, { terminal });
  const typist = typistAt(channel, close);
  await typist.until(prompt);
  return typist;
};

describe('a command session over SSH', () => {
  let typist: Typist;
  beforeEach(async () => {
    typist = await overSsh();
    return () => {
      typist.close();
    };
  });

  test('shows circuits, cross-connections and the version', async () => {
    expect(await typist.enter('show circuits 4', prompt)).toContain('   4     40  -\r\n');
    await typist.enter('page off', prompt);
    const all = await typist.enter('show circuits', prompt);
    expect(all).toContain('   3    100  1-1-2-17 (0/35)\r\n   3    101  -\r\n');
    expect(all.split('\r\n')).toHaveLength(24);
    expect(await typist.enter('show cross-connections', prompt)).toContain('IS   NTVCL-3-100,LTVCL-1-1-2-17-0-35\r\n');
    expect(await typist.enter('show version', prompt)).toContain('21 circuits in 3-4 VPI\r\n');
  });

  test('shows the alarms that stand', async () => {
    expect(await typist.enter('show alarms', prompt)).toContain('no alarms\r\n');
    await exercise.unit.command({ kind: 'alarm', severity: 'major', aid: 'NTPORT-1', condition: 'LOS', words: 'no signal' });
    expect(await typist.enter('show alarms', prompt)).toMatch(/major {6}NTPORT-1 {2}LOS {2}\S+Z {2}no signal\r\n/);
    await exercise.unit.command({ kind: 'heal' });
    expect(await typist.enter('show alarms', prompt)).toContain('no alarms\r\n');
  });

  test('stops long output at each screen: Enter one line, space a screen, q no more', async () => {
    const first = await typist.enter('show circuits', '-- more --');
    expect(first.match(/\r\n/g)).toHaveLength(12); // what was typed, and 11 lines
    typist.type('\r');
    expect((await typist.until('-- more --')).match(/\r\n/g)).toHaveLength(1);
    typist.type(' ');
    await typist.until(prompt);
    await typist.enter('show circuits', '-- more --');
    typist.type('q');
    expect(await typist.until(prompt)).not.toContain('\n');
  });

  test('has the keys of a terminal: rub out, cancel, cursor keys', async () => {
    typist.type('shox\u007fw vers\u001b[Dion\r');
    expect(await typist.until(prompt)).toContain('GranDSLAM 4200 of the lab\r\n');
    typist.type('show nonsense\u0003');
    expect(await typist.until(prompt)).toBe(`show nonsense^C\r\n${prompt}`);
    typist.type('nonsense\u0015size\r');
    expect(await typist.until(prompt)).toContain('100 columns, 12 rows, xterm-256color');
  });

  test('lists its commands, and says what is none', async () => {
    const help = await typist.enter('help', prompt);
    for (const command of ['show circuits', 'tl1', 'page', 'flood', 'colours', 'hostile', 'size', 'exit']) expect(help).toContain(command);
    expect(await typist.enter('reboot', prompt)).toContain('reboot: no such command; "help" shows them all');
  });

  test('leads into TL1, which has a log-in of its own, and back', async () => {
    await typist.enter('tl1', '<');
    typist.type('RTRV-HDR:::A1;');
    expect(await typist.until('\r\n;')).toContain('M  A1 DENY\r\n   PLNA');
    typist.type('ACT-USER::ops:A2::practice;');
    expect(await typist.until('\r\n;')).toContain('M  A2 COMPLD');
    typist.type('RTRV-VCL::NTVCL-4-ALL:A3;');
    expect(await typist.until('\r\n;')).toContain('"NTVCL-4-40::XC=NO:IS"');
    typist.type('CANC-USER::ops:A4;');
    await typist.until(prompt);
    expect(await typist.enter('size', prompt)).toContain('100 columns');
  });

  test('ends with exit, and with Ctrl-D', async () => {
    typist.type('exit\r');
    await typist.until('goodbye');
    await typist.closed;
    const other = await overSsh();
    other.type('\u0004');
    await other.closed;
  });
});

describe('what a terminal has to bear', () => {
  test('a flood comes whole, in order, at the pace of who reads it', async () => {
    const { channel, close } = await sshSession(exercise.unit.raw.ssh, { terminal });
    const typist = typistAt(channel, close);
    await typist.until(prompt);
    typist.type('flood 5\r');
    await typist.until('\r\n');
    channel.pause();
    // Nobody reads: the switch must wait, and go on answering others.
    const other = await overSsh();
    await other.enter('show version', prompt);
    other.close();
    channel.resume();
    const flood = await typist.until('flood: 5000000 bytes in 100000 lines\r\n');
    const lines = flood.split('\r\n').slice(0, -2);
    expect(lines).toHaveLength(100_000);
    expect(lines.every((line, index) => line.length === 48 && Number(line.slice(0, 10)) === index + 1)).toBe(true);
    typist.close();
  });

  test('a flood that nobody reads waits at the switch, and does not fill its memory', async () => {
    const { channel, close } = await sshSession(exercise.unit.raw.ssh, { terminal });
    const typist = typistAt(channel, close);
    await typist.until(prompt);
    const before = residentMegabytes(exercise.unit.pid());
    channel.pause();
    typist.type('flood 400\r');
    const other = await overSsh();
    for (let time = 0; time < 20; time += 1) await other.enter('show version', prompt);
    expect(residentMegabytes(exercise.unit.pid()) - before).toBeLessThan(200);
    other.close();
    typist.close();
  });

  test('a flood ends with Ctrl-C', async () => {
    const typist = await overSsh();
    typist.type('flood 9000\r');
    await typist.until('0000000100 ');
    typist.type('\u0003');
    await typist.until(/\^C\r\nflood: \d+ bytes in \d+ lines\r\n/);
    await typist.until(prompt);
    typist.close();
  });

  test('hostile prints what must not be obeyed, and tells what came back', async () => {
    const typist = await overSsh();
    const text = await typist.enter('hostile', 'press Enter');
    for (const sequence of [
      '\u001b]52;c;c3RvbGVu\u0007',
      '\u001b]0;owned\u0007',
      '\u001b[c',
      '\u001b[6n',
      '\u001bP$qm',
      '\u009d52;c;c3RvbGVu\u009c',
      '\u001b_owned',
    ]) {
      expect(text).toContain(sequence);
    }
    typist.type('\u001b[?62c\r');
    expect(await typist.until(prompt)).toContain('it answered "\\u001b[?62c"\r\n');
    await typist.enter('hostile', 'press Enter');
    typist.type('\r');
    expect(await typist.until(prompt)).toContain('it answered nothing\r\n');
    typist.close();
  });

  test('colours are colours', async () => {
    const typist = await overSsh();
    const text = await typist.enter('colours', prompt);
    for (const sequence of ['\u001b[1mbold', '\u001b[107m', '\u001b[48;5;255m', '\u001b[48;2;248;64;7m']) expect(text).toContain(sequence);
    typist.close();
  });
});

test('the size is what was told last', async () => {
  const { channel, close } = await sshSession(exercise.unit.raw.ssh, { terminal });
  const typist = typistAt(channel, close);
  await typist.until(prompt);
  channel.setWindow(50, 132, 0, 0);
  expect(await typist.enter('size', prompt)).toContain('132 columns, 50 rows, xterm-256color');
  typist.close();
});

test('without a terminal nothing is echoed, and no size is known', async () => {
  const { channel, close } = await sshSession(exercise.unit.raw.ssh);
  const typist = typistAt(channel, close);
  await typist.until(prompt);
  expect(await typist.enter('size', prompt)).toBe(`nobody told the size of the terminal\r\n${prompt}`);
  typist.close();
});

const residentMegabytes = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

describe('a command session over telnet', () => {
  const [IAC, DONT, DO, WONT, WILL, SB, SE] = [255, 254, 253, 252, 251, 250, 240];
  const [BINARY, ECHO, SGA, TTYPE, NAWS] = [0, 1, 3, 24, 31];
  const bytes = (...codes: readonly number[]) => String.fromCharCode(...codes);

  test('asks who it is, without showing the password', async () => {
    const { typist } = await telnetTypist(exercise.unit.raw.telnet);
    await typist.until('login: ');
    expect(await typist.enter('ops', 'password: ')).toContain('ops\r\n');
    expect(await typist.enter('practice', prompt)).not.toContain('practice');
    expect(await typist.enter('show circuits 4', prompt)).toContain('   4     40  -\r\n');
    typist.close();
  });

  test('ends after three wrong passwords', async () => {
    const { typist } = await telnetTypist(exercise.unit.raw.telnet);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await typist.until('login: ');
      await typist.enter('ops', 'password: ');
      await typist.enter('wrong', 'Login incorrect');
    }
    await typist.closed;
  });

  test('offers to echo, asks for size and type, and takes what it is told', async () => {
    const { typist, socket } = await telnetTypist(exercise.unit.raw.telnet);
    await typist.until('login: ');
    for (const [command, option] of [
      [WILL, ECHO],
      [WILL, SGA],
      [DO, NAWS],
      [DO, TTYPE],
    ] as const) {
      expect(typist.seen()).toContain(bytes(IAC, command, option));
    }
    socket.write(Buffer.from([IAC, DO, ECHO, IAC, DO, SGA, IAC, WILL, NAWS, IAC, SB, NAWS, 0, 132, 0, 50, IAC, SE, IAC, WILL, TTYPE]));
    await typist.until(bytes(IAC, SB, TTYPE, 1, IAC, SE));
    socket.write(Buffer.from([IAC, SB, TTYPE, 0, ...Buffer.from('VT220'), IAC, SE]));
    await typist.enter('ops', 'password: ');
    await typist.enter('practice', prompt);
    expect(await typist.enter('size', prompt)).toContain('132 columns, 50 rows, VT220');
    typist.close();
  });

  test('a width of 255 comes with its byte doubled, in any pieces', async () => {
    const { typist, socket } = await telnetTypist(exercise.unit.raw.telnet);
    await typist.until('login: ');
    for (const byte of [IAC, WILL, NAWS, IAC, SB, NAWS, 0, IAC, IAC, 0, 60, IAC, SE]) socket.write(Buffer.from([byte]));
    socket.write(`ops\r\npractice\r\0size\r\n`);
    await typist.until('255 columns, 60 rows, no type told');
    typist.close();
  });

  test('refuses what it does not know, once, and answers nothing that changes nothing', async () => {
    const { typist, socket } = await telnetTypist(exercise.unit.raw.telnet);
    await typist.until('login: ');
    const before = typist.seen().length;
    socket.write(
      Buffer.from([IAC, DO, BINARY, IAC, WILL, BINARY, IAC, WILL, NAWS, IAC, WILL, NAWS, IAC, DONT, BINARY, IAC, WONT, BINARY, IAC, 246]),
    );
    await typist.until('[yes]');
    expect(typist.seen().slice(before)).toBe(`${bytes(IAC, WONT, BINARY, IAC, DONT, BINARY)}\r\n[yes]\r\n`);
    typist.close();
  });

  test('does not echo to a client that does so itself', async () => {
    const { typist, socket } = await telnetTypist(exercise.unit.raw.telnet);
    await typist.until('login: ');
    socket.write(Buffer.from([IAC, DONT, ECHO]));
    expect(await typist.enter('ops', 'password: ')).toBe('password: ');
    typist.close();
  });
});
