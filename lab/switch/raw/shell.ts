import { rangeText, rangesOf } from '../ranges';
import { crossAid } from '../tl1/aids';
import { Tl1Session } from '../tl1/tl1-session';
import type { Unit } from '../unit';
import { colours, hostile } from './displays';
import type { Keyboard } from './keyboard';
import { readLine } from './read-line';
import type { Terminal } from './terminal';

const help = [
  'show circuits [VPI]      what exists on the trunk side',
  'show cross-connections   what is joined to subscriber lines',
  'show alarms              those that stand',
  'show version',
  'tl1                      speak TL1; Ctrl-D, or CANC-USER, leads back',
  'page on|off              stop long output at each screen',
  'flood N                  N megabytes of numbered lines; Ctrl-C ends it',
  'colours                  what a terminal can show',
  'hostile                  escape sequences that a terminal must not obey',
  'size                     what was told of the terminal',
  'exit',
];

/** A command session of somebody who has logged in, until it ends. */
export async function runShell(unit: Unit, terminal: Terminal, keyboard: Keyboard, user: string): Promise<void> {
  await terminal.write(`\r\nGranDSLAM 4200 of the lab: ${unit.name} (${unit.tid}); welcome, ${user}\r\ntype "help"\r\n`);
  let isPaging = true;
  const show = (lines: readonly string[]) => showLines(terminal, keyboard, lines, isPaging);
  while (terminal.isOpen) {
    const line = await readLine(terminal, keyboard, `${unit.tid}> `);
    if (line === null) break;
    const [word = '', ...rest] = line.trim().split(/\s+/);
    const [first = ''] = rest;
    switch (word) {
      case '':
        break;
      case 'help':
      case '?':
        await show(help);
        break;
      case 'show':
        await show(shown(unit, rest));
        break;
      case 'tl1':
        await speakTl1(unit, terminal, keyboard);
        break;
      case 'page':
        if (first === 'on' || first === 'off') isPaging = first === 'on';
        else await show(['page on, or page off']);
        break;
      case 'flood':
        await flood(terminal, keyboard, first);
        break;
      case 'colours':
        await terminal.write(colours);
        break;
      case 'hostile':
        await beHostile(terminal, keyboard);
        break;
      case 'size':
        await show([sizeText(terminal)]);
        break;
      case 'exit':
      case 'quit':
      case 'logout':
        await terminal.write('goodbye\r\n');
        return;
      default:
        await show([`${word}: no such command; "help" shows them all`]);
    }
  }
}

function shown(unit: Unit, [what = '', vpi]: readonly string[]): readonly string[] {
  const { multiplexer, announcer } = unit;
  switch (what) {
    case 'circuits': {
      if (vpi !== undefined && !/^\d+$/.test(vpi)) return [`a VPI is a number, not "${vpi}"`];
      const circuits = multiplexer.circuits(vpi === undefined ? undefined : Number(vpi));
      if (circuits.length === 0) return ['no circuits'];
      return [
        ' VPI    VCI  joined to',
        ...circuits.map((end) => {
          const line = multiplexer.crossConnectionOf(end)?.line;
          const joined = line ? `${line.rack}-${line.shelf}-${line.slot}-${line.circuit} (${line.vpi}/${line.vci})` : '-';
          return `${String(end.vpi).padStart(4)}  ${String(end.vci).padStart(5)}  ${joined}`;
        }),
      ];
    }
    case 'cross-connections': {
      const crossed = multiplexer.crossConnections();
      return crossed.length === 0 ? ['no cross-connections'] : crossed.map((each) => `${each.state.padEnd(4)} ${crossAid(each)}`);
    }
    case 'alarms':
      if (announcer.alarms.length === 0) return ['no alarms'];
      return announcer.alarms.map(({ severity, aid, condition, words, sinceMs }) =>
        [severity.padEnd(9), aid, condition, new Date(sinceMs).toISOString(), words].join('  '),
      );
    case 'version': {
      const { trunkVpi, trunkVci, lineVpi, lineVci } = unit.limits;
      const circuits = multiplexer.circuits();
      return [
        `${unit.tid}, ${unit.name}: a GranDSLAM 4200 of the lab`,
        `trunk VPI ${rangeText(trunkVpi)}, VCI ${rangeText(trunkVci)}; line VPI ${rangeText(lineVpi)}, VCI ${rangeText(lineVci)}`,
        `${circuits.length} circuits in ${
          rangesOf(new Set(circuits.map((end) => end.vpi)))
            .map(rangeText)
            .join(', ') || 'no'
        } VPI`,
      ];
    }
    default:
      return ['show circuits [VPI], show cross-connections, show alarms, or show version'];
  }
}

async function showLines(terminal: Terminal, keyboard: Keyboard, lines: readonly string[], isPaging: boolean): Promise<void> {
  const rows = terminal.size()?.rows ?? 0;
  let room = isPaging && rows > 1 ? rows - 1 : Infinity;
  for (const line of lines) {
    if (room === 0) {
      await terminal.write('-- more --');
      const key = await keyboard.next();
      await terminal.write('\r\u001b[K');
      if (key === null || key === 'q' || key === '\u0003') return;
      room = key === '\r' ? 1 : rows - 1;
    }
    await terminal.write(`${line}\r\n`);
    room -= 1;
  }
}

/** TL1 as typed, shown as it is typed, with a log-in of its own. */
async function speakTl1(unit: Unit, terminal: Terminal, keyboard: Keyboard): Promise<void> {
  await terminal.write('TL1: ACT-USER first\r\n<');
  let leave: () => void = () => undefined;
  const ended = new Promise<null>((resolve) => {
    leave = () => {
      resolve(null);
    };
  });
  const session = new Tl1Session(unit, {
    get backlog() {
      return terminal.backlog;
    },
    write: (text) => void terminal.write(text),
    end: leave,
    cut: leave,
  });
  for (;;) {
    const key = await Promise.race([ended, keyboard.next()]);
    if (key === null || key === '\u0004') break;
    if (terminal.isEchoing()) await terminal.write(key === '\r' ? '\r\n' : key);
    session.take(Buffer.from(key));
  }
  session.close();
  await terminal.write('\r\n');
}

const lineBytes = 50;
const linesPerMegabyte = 1_000_000 / lineBytes;

async function flood(terminal: Terminal, keyboard: Keyboard, text: string): Promise<void> {
  const megabytes = Number(text);
  if (!/^\d{1,4}$/.test(text) || megabytes === 0) {
    await terminal.write('flood N: 1 to 9999 megabytes\r\n');
    return;
  }
  const count = megabytes * linesPerMegabyte;
  let sent = 0;
  await keyboard.interruptible(async (signal) => {
    for (; sent < count && terminal.isOpen && !signal.aborted; sent += Math.min(1000, count - sent)) {
      const from = sent;
      await terminal.write(Array.from({ length: Math.min(1000, count - from) }, (_, index) => floodLine(from + index + 1)).join(''));
    }
  });
  await terminal.write(`${sent < count ? '^C\r\n' : ''}flood: ${sent * lineBytes} bytes in ${sent} lines\r\n`);
}

/** Fifty bytes, its number first. */
const floodLine = (number: number): string => `${String(number).padStart(10, '0')} ${'~'.repeat(lineBytes - 13)}\r\n`;

async function beHostile(terminal: Terminal, keyboard: Keyboard): Promise<void> {
  await terminal.write(hostile);
  let came = '';
  await terminal.write('hostile: ends; press Enter, and see what your terminal answered\r\n');
  for (let key = await keyboard.next(); key !== null && key !== '\r' && key !== '\n'; key = await keyboard.next()) came += key;
  await terminal.write(`it answered ${came === '' ? 'nothing' : JSON.stringify(came)}\r\n`);
}

function sizeText(terminal: Terminal): string {
  const size = terminal.size();
  if (!size) return 'nobody told the size of the terminal';
  return `${size.columns} columns, ${size.rows} rows, ${size.type === '' ? 'no type told' : size.type}`;
}
