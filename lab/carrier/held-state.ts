import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** What the manager must remember over a crash: services, and what is broken in its network. Ids are the inventory's. */
const heldService = z.object({
  uuid: z.string(),
  name: z.string(),
  aPort: z.string(),
  zPort: z.string(),
  slots: z.number(),
  /** The links that it really uses, from A to Z. */
  links: z.array(z.string()),
  /** `pending` until `readyAtMs`; a failed one keeps its capacity until it is deleted. */
  phase: z.enum(['pending', 'installed', 'failed']),
  readyAtMs: z.number(),
  /** Why it fails when its time comes; null: it does not. */
  failure: z.string().nullable(),
  /** The request as it came, to be shown in reads. */
  requested: z.record(z.string(), z.unknown()),
  /** How often that has changed. */
  asked: z.number().default(0),
  /** On its way to another route: it carries over `links`, and holds the slots of both. */
  move: z
    .object({
      links: z.array(z.string()),
      readyAtMs: z.number(),
      failure: z.string().nullable(),
      /** What was requested before, should it fail. */
      former: z.record(z.string(), z.unknown()),
    })
    .nullable()
    .default(null),
});

const latencyLie = z.enum(['constant', 'text', 'negative', 'huge']);

const heldState = z.object({
  services: z.array(heldService),
  cutLinks: z.array(z.string()),
  cutNodes: z.array(z.string()),
  cutDucts: z.array(z.string()),
  degradedLinks: z.array(z.string()),
  /** Links, nodes and ports that are listed no longer. */
  withdrawn: z.array(z.string()),
  /** Microseconds, by link or node id, instead of what the distance gives. */
  latencyUs: z.record(z.string(), z.object({ az: z.number(), za: z.number() })),
  /** Slots taken by others, by link id, instead of what the inventory says. */
  foreignSlots: z.record(z.string(), z.number()),
  /** Provisioning requests to be refused, or accepted and then failed. */
  refusals: z.array(z.object({ mode: z.enum(['refuse', 'fail']), left: z.number(), words: z.string(), link: z.string().nullable() })),
  /** What is said of a link's latency instead of the truth, by link id. */
  latencyLies: z.record(z.string(), latencyLie).default({}),
  /** Links, nodes and ports that go by other UUIDs than they were built with. */
  renamed: z.array(z.string()).default([]),
});

export type HeldService = z.infer<typeof heldService>;
export type HeldState = z.infer<typeof heldState>;
export type LatencyLie = z.infer<typeof latencyLie>;

export const emptyState = (): HeldState => ({
  services: [],
  cutLinks: [],
  cutNodes: [],
  cutDucts: [],
  degradedLinks: [],
  withdrawn: [],
  latencyUs: {},
  foreignSlots: {},
  refusals: [],
  latencyLies: {},
  renamed: [],
});

/** Empty where there is no file yet. */
export function loadState(file: string): HeldState {
  if (!existsSync(file)) return emptyState();
  const read = heldState.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} is not a carrier manager's state (delete it to begin anew):\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** Whole or not at all: a kill leaves the former file or the new one. */
export function saveState(file: string, { services, ...rest }: HeldState): void {
  const others = JSON.stringify(rest).slice(1);
  writeFileSync(`${file}.new`, `{"services":[${services.map(serviceText).join(',')}],${others}`);
  renameSync(`${file}.new`, file);
}

/** There are many services, each is written with every change of any, and few of them have changed. */
const texts = new WeakMap<HeldService, string>();

function serviceText(service: HeldService): string {
  const known = texts.get(service) ?? JSON.stringify(service);
  texts.set(service, known);
  return known;
}
