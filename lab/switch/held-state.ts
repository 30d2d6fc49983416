import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const whole = z.number().int().nonnegative();

const crossConnection = z.object({
  vpi: whole,
  vci: whole,
  line: z.object({ rack: whole, shelf: whole, slot: whole, circuit: whole, vpi: whole, vci: whole }),
  /** In service, or out of it. */
  state: z.enum(['IS', 'OOS']),
});

/** What a switch must remember over a crash. */
const heldState = z.object({
  /** First and last VCI of each unbroken range, by VPI. */
  circuits: z.record(z.string(), z.array(z.tuple([whole, whole]))),
  crossConnections: z.array(crossConnection),
});

export type HeldCrossConnection = z.infer<typeof crossConnection>;
export type HeldState = z.infer<typeof heldState>;

export const emptyState = (): HeldState => ({ circuits: {}, crossConnections: [] });

/** Empty where there is no file yet. */
export function loadState(file: string): HeldState {
  if (!existsSync(file)) return emptyState();
  const read = heldState.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} is not a switch's state (delete it to begin anew):\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** Whole or not at all: a kill leaves the former file or the new one. */
export function saveState(file: string, { circuits, crossConnections }: HeldState): void {
  const text = `{"circuits":${JSON.stringify(circuits)},"crossConnections":[${crossConnections.map(crossText).join(',')}]}`;
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** There are many, each is written with every change of any, and few of them have changed. */
const texts = new WeakMap<HeldCrossConnection, string>();

function crossText(crossed: HeldCrossConnection): string {
  const known = texts.get(crossed) ?? JSON.stringify(crossed);
  texts.set(crossed, known);
  return known;
}
