import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { assertNever } from '../../core/model/assert-never';

const record = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('received'),
    number: z.number(),
    session: z.number(),
    ctag: z.string(),
    aid: z.string(),
    vpis: z.array(z.number()),
    atMs: z.number(),
  }),
  z.object({ kind: z.literal('done'), number: z.number(), outcome: z.string(), isAnswered: z.boolean(), atMs: z.number() }),
  z.object({ kind: z.literal('restarted'), atMs: z.number() }),
]);

/** A request to create circuits (ENT-VCL) as the switch saw it; under way from `receivedAtMs` to `doneAtMs`. */
export interface BulkCommand {
  readonly number: number;
  readonly session: number;
  readonly ctag: string;
  readonly aid: string;
  readonly vpis: readonly number[];
  readonly receivedAtMs: number;
  /** When the switch was through with it: answered, or not to be answered. Null: it is under way. */
  readonly doneAtMs: number | null;
  /** COMPLD, PRTL, DENY or RL; `none`: not carried out; `cut`: the switch was restarted meanwhile. Null: it is under way. */
  readonly outcome: string | null;
  readonly isAnswered: boolean;
}

/** Every ENT-VCL, in a file to which lines are only added: it survives a kill, and shows what was cut off by it. */
export class BulkLog {
  readonly #file: string;
  readonly #commands = new Map<number, BulkCommand>();
  readonly #underWay = new Map<number, number>();
  readonly #most = new Map<number, number>();

  constructor(file: string, nowMs: number) {
    this.#file = file;
    if (!existsSync(file)) return;
    // A kill can leave half a line at the end.
    const whole = readFileSync(file, 'utf8').replace(/[^\n]*$/, '');
    writeFileSync(file, whole);
    for (const line of whole.split('\n')) if (line !== '') this.#take(record.parse(JSON.parse(line)));
    this.restarted(nowMs);
  }

  get commands(): readonly BulkCommand[] {
    return [...this.#commands.values()];
  }

  /** The most that were ever under way at once, by VPI. */
  get mostAtOnce(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#most);
  }

  received(command: Pick<BulkCommand, 'session' | 'ctag' | 'aid' | 'vpis'>, atMs: number): number {
    const number = this.#commands.size + 1;
    this.#write({ kind: 'received', number, ...command, vpis: [...command.vpis], atMs });
    return number;
  }

  done(number: number, outcome: string, isAnswered: boolean, atMs: number): void {
    if (this.#commands.get(number)?.doneAtMs === null) this.#write({ kind: 'done', number, outcome, isAnswered, atMs });
  }

  /** What was under way is not any more. */
  restarted(atMs: number): void {
    if (this.commands.some((each) => each.doneAtMs === null)) this.#write({ kind: 'restarted', atMs });
  }

  /** As if nothing had ever been asked. */
  forget(): void {
    rmSync(this.#file, { force: true });
    for (const map of [this.#commands, this.#underWay, this.#most]) map.clear();
  }

  #write(entry: z.infer<typeof record>): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#take(entry);
  }

  #take(entry: z.infer<typeof record>): void {
    switch (entry.kind) {
      case 'received': {
        const { number, session, ctag, aid, vpis, atMs } = entry;
        this.#commands.set(number, {
          number,
          session,
          ctag,
          aid,
          vpis,
          receivedAtMs: atMs,
          doneAtMs: null,
          outcome: null,
          isAnswered: false,
        });
        for (const vpi of vpis) this.#count(vpi, 1);
        return;
      }
      case 'done':
        this.#end(entry.number, entry.outcome, entry.isAnswered, entry.atMs);
        return;
      case 'restarted':
        for (const { number, doneAtMs } of this.commands) if (doneAtMs === null) this.#end(number, 'cut', false, entry.atMs);
        return;
      default:
        assertNever(entry);
    }
  }

  #end(number: number, outcome: string, isAnswered: boolean, atMs: number): void {
    const command = this.#commands.get(number);
    if (!command) return;
    this.#commands.set(number, { ...command, outcome, isAnswered, doneAtMs: atMs });
    for (const vpi of command.vpis) this.#count(vpi, -1);
  }

  #count(vpi: number, step: 1 | -1): void {
    const now = (this.#underWay.get(vpi) ?? 0) + step;
    this.#underWay.set(vpi, now);
    this.#most.set(vpi, Math.max(now, this.#most.get(vpi) ?? 0));
  }
}
