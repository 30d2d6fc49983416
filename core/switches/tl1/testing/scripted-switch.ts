import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import type { SessionEnd, TransportOutcome } from '../../session-transport';

/** A command as the switch reads it. */
export interface ReceivedCommand {
  readonly text: string;
  readonly verb: string;
  readonly aid: string;
  readonly tag: string;
  readonly parameters: string;
  readonly state: string;
}

/** Tells what it does instead of carrying a command out; null: it is carried out. */
export type Reaction = (command: ReceivedCommand) => string | null;

const mostIdentifiers = 8;

/** A switch in this process: strict where it reads, as plain as can be where it answers, and told by the test what to do amiss. */
export class ScriptedSwitch {
  readonly tid: string = 'NE1';
  readonly password: string = 'let-me-in';
  /** `3-100`. */
  readonly circuits = new Set<string>();
  /** By circuit: the line's identifier, and whether it is in service. */
  readonly crosses = new Map<string, { readonly line: string; readonly state: string }>();
  readonly received: ReceivedCommand[] = [];
  /** Each is used once, for the first command that it does something with. */
  readonly reactions: Reaction[] = [];
  isDown = false;
  banner = '';
  knowsAll = true;
  /** Into how many bytes each answer is cut. */
  pieceBytes = Infinity;
  readonly #sessions = new Map<Duplex, { isLoggedIn: boolean; pending: string }>();
  #atag = 0;
  #watchers: (() => void)[] = [];

  readonly connect = async (): Promise<TransportOutcome> => {
    if (this.isDown) return { kind: 'failed', code: 'unreachable', message: 'the switch cannot be reached' };
    const [ours, theirs] = duplexPair();
    this.#sessions.set(ours, { isLoggedIn: false, pending: '' });
    ours.on('data', (bytes: Buffer) => {
      this.#take(ours, bytes.toString());
    });
    ours.on('error', () => undefined);
    let isClosedByUs = false;
    const ended = new Promise<SessionEnd>((resolve) => {
      const over = (): void => {
        this.#sessions.delete(ours);
        resolve(isClosedByUs ? { by: 'us', text: 'closed' } : { by: 'switch', text: 'the switch ended the session' });
      };
      theirs.once('close', over);
      theirs.once('end', over);
    });
    if (this.banner !== '') ours.write(this.banner);
    const close = (): void => {
      isClosedByUs = true;
      theirs.destroy();
      ours.destroy();
    };
    return { kind: 'open', transport: { stream: theirs, ended, close, resize: () => undefined, unsentBytes: () => theirs.writableLength } };
  };

  /** What it is sent next, once it has been. */
  async until(fits: (command: ReceivedCommand) => boolean): Promise<ReceivedCommand> {
    for (;;) {
      const found = this.received.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    for (const session of this.#sessions.keys())
      for (let at = 0; at < bytes.length; at += this.pieceBytes) session.write(bytes.subarray(at, at + this.pieceBytes));
  }

  response(tag: string, completion: string, lines: readonly string[] = [], end: ';' | '>' = ';'): string {
    return `\r\n\n   ${this.tid} 26-11-22 10:24:35\r\nM  ${tag} ${completion}\r\n${lines.map((line) => `   ${line}\r\n`).join('')}${end}`;
  }

  says(verb: string, line: string, code = 'A ', atag = ++this.#atag): void {
    this.write(`\r\n\n   ${this.tid} 2026-11-22 10:24:35\r\n${code} ${atag} ${verb}\r\n   "${line}"\r\n;`);
  }

  skipNumbers(count: number): void {
    this.#atag += count;
  }

  cut(): void {
    for (const session of this.#sessions.keys()) session.end();
  }

  goDown(): void {
    this.isDown = true;
    this.cut();
  }

  #take(session: Duplex, text: string): void {
    const of = this.#sessions.get(session);
    if (!of) return;
    of.pending += text;
    for (let end = of.pending.indexOf(';'); end >= 0; end = of.pending.indexOf(';')) {
      const command = readCommand(of.pending.slice(0, end));
      of.pending = of.pending.slice(end + 1);
      this.received.push(command);
      for (const wake of this.#watchers.splice(0)) wake();
      const reacting = this.reactions.findIndex((reaction) => {
        const said = reaction(command);
        if (said !== null) this.write(said);
        return said !== null;
      });
      if (reacting >= 0) this.reactions.splice(reacting, 1);
      else this.write(this.#answer(command, of));
    }
  }

  #answer(command: ReceivedCommand, session: { isLoggedIn: boolean }): string {
    const { verb, tag, aid, parameters } = command;
    const deny = (code: string): string => this.response(tag, 'DENY', [code]);
    if (verb === 'ACT-USER') {
      session.isLoggedIn = parameters === this.password;
      return session.isLoggedIn ? this.response(tag, 'COMPLD') : deny('PIUI');
    }
    if (!session.isLoggedIn) return deny('PLNA');
    if (verb === 'CANC-USER' || verb === 'RTRV-HDR') return this.response(tag, 'COMPLD');
    if (verb.startsWith('RTRV')) return this.#retrieve(command);
    return this.carryOut(tag, verb, aid.includes(',') ? [aid] : identifiersIn(aid), command.state);
  }

  /** One after another; what cannot be done is told with its code. */
  carryOut(tag: string, verb: string, aids: readonly string[], state: string): string {
    if (aids.length > mostIdentifiers) return this.response(tag, 'DENY', ['IDRG']);
    const failures = aids.flatMap((aid) => {
      const code = this.#change(verb, aid, state);
      return code === null ? [] : [`"${aid}:ERRCDE=${code}"`];
    });
    if (failures.length === 0) return this.response(tag, 'COMPLD');
    return this.response(tag, failures.length === aids.length ? 'DENY' : 'PRTL', failures);
  }

  /** Why it cannot be done; null: it is done. */
  #change(verb: string, aid: string, state: string): string | null {
    const [trunk = '', line = ''] = aid.split(',');
    const circuit = trunk.replace('NTVCL-', '');
    const cross = this.crosses.get(circuit);
    switch (verb) {
      case 'ENT-VCL':
        if (this.circuits.has(circuit)) return 'IEAE';
        this.circuits.add(circuit);
        return null;
      case 'DLT-VCL':
        if (cross) return 'SNVS';
        return this.circuits.delete(circuit) ? null : 'IENE';
      case 'ENT-CRS-VC':
        if (!this.circuits.has(circuit)) return 'IENE';
        if (cross || [...this.crosses.values()].some((other) => other.line === line)) return 'IEAE';
        this.crosses.set(circuit, { line, state });
        return null;
      case 'ED-CRS-VC':
        if (cross?.line !== line) return 'IENE';
        this.crosses.set(circuit, { line, state });
        return null;
      case 'DLT-CRS-VC':
        if (cross?.line !== line) return 'IENE';
        if (cross.state !== 'OOS') return 'SNVS';
        this.crosses.delete(circuit);
        return null;
      default:
        return 'ICNV';
    }
  }

  /** Circuits without quotes, cross-connections with; a list of which any is missing is refused whole. */
  #retrieve({ verb, aid, tag }: ReceivedCommand): string {
    const isOfLine = aid.startsWith('LTVCL-');
    const vpi = /^NTVCL-(\d+)-ALL$/.exec(aid)?.[1];
    if (vpi !== undefined && !this.knowsAll) return this.response(tag, 'DENY', ['IIAC']);
    const isWanted = (circuit: string): boolean =>
      vpi === undefined ? identifiersIn(aid).includes(`NTVCL-${circuit}`) : circuit.startsWith(`${vpi}-`);
    const isCrosses = verb === 'RTRV-CRS-VC';
    const found = isCrosses
      ? [...this.crosses].filter(([circuit, { line }]) => (isOfLine ? line === aid : isWanted(circuit)))
      : [...this.circuits].filter(isWanted).map((circuit) => [circuit, null] as const);
    const isShort = vpi === undefined && !isOfLine && found.length < identifiersIn(aid).length;
    if (found.length === 0 || isShort) return this.response(tag, 'DENY', ['IENE', `/* ${verb}:${this.tid}:${aid} */`]);
    return this.response(
      tag,
      'COMPLD',
      found.map(([circuit, cross]) => (cross ? `"NTVCL-${circuit},${cross.line}:::${cross.state}"` : `NTVCL-${circuit}:1,1,,:IS`)),
    );
  }
}

/** The switch does this once instead of what it is asked for by the verb. */
export const onceFor =
  (verb: string, reaction: (command: ReceivedCommand) => string): Reaction =>
  (command) =>
    command.verb === verb ? reaction(command) : null;

function readCommand(text: string): ReceivedCommand {
  const [verb = '', , aid = '', tag = '', , parameters = '', , state = ''] = text.split(':');
  return { text, verb, aid, tag, parameters, state };
}

/** `NTVCL-3-100&&NTVCL-3-102&NTVCL-3-110`, one by one. */
function identifiersIn(aid: string): readonly string[] {
  return aid.split(/(?<!&)&(?!&)/).flatMap((part) => {
    const [from = '', to = from] = part.split('&&');
    const [, vpi = '', first = '0'] = from.split('-');
    const last = Number(to.split('-')[2]);
    return Array.from({ length: last - Number(first) + 1 }, (_, index) => `NTVCL-${vpi}-${Number(first) + index}`);
  });
}
