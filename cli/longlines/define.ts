import type { Command } from 'commander';
import { z } from 'zod';
import type { Reach } from '../../core/contract/procedure';
import { procedures, type ProcedureName } from '../../core/contract/procedures';
import { systemClock } from '../../core/host/system-clock';
import { accountsFile, accountsIn } from '../../shell/accounts/accounts';
import { readConfiguration, type Configuration } from '../../shell/configuration/configuration';
import { exitCodes, Failure, type ExitCode } from './exit-codes';
import { createOutput, type Output, type Result } from './output';
import { openSession } from './session';
import type { Session } from './session-shape';
import { operatorName } from '../../shell/surroundings';
import { ShellError } from '../../shell/shell-error';
import { wholeOption } from './values';

/** What a command works with. */
export interface Cli {
  readonly configuration: Configuration;
  readonly output: Output;
  readonly session: Session;
  /** The operator. */
  readonly by: string;
  readonly timeoutMs: number;
  /** As it was given; null: it was not. */
  readonly givenTimeoutMs: number | null;
}

export interface CommandText {
  /** Its name and arguments, `cancel <order>`. */
  readonly usage: string;
  /** One sentence. */
  readonly does: string;
  /** At least one. */
  readonly examples: readonly string[];
  /** Flags and what they say; several of one flag where that is said. */
  readonly flags?: readonly (readonly [flags: string, says: string])[];
}

export interface CommandSpec<Options extends z.ZodType> extends CommandText {
  /** What it asks of the host. */
  readonly asks: readonly ProcedureName[];
  /** It makes the store where there is none. */
  readonly mayCreate?: boolean;
  readonly options: Options;
  readonly run: (cli: Cli, words: readonly string[], options: z.output<Options>) => Promise<Result>;
}

export const globalFlags: NonNullable<CommandText['flags']> = [
  ['--store <file>', 'the store (or LONGLINES_STORE)'],
  ['--config <file>', 'the configuration (or LONGLINES_CONFIG)'],
  ['--json', 'the result as one JSON document, nothing else on standard output'],
  ['--timeout <seconds>', 'how long to wait for an answer (30)'],
  ['--by <name>', 'who does it, for the history (or LONGLINES_OPERATOR; the user)'],
];

const globalOptions = z.object({
  store: z.string().min(1).optional(),
  config: z.string().min(1).optional(),
  json: z.boolean().default(false),
  timeout: wholeOption(1, 86_400).default(30),
  by: z.string().trim().min(1, 'name the operator').optional(),
});
export type GlobalOptions = z.output<typeof globalOptions>;

export const noOptions = z.object({});
/** Options of whatever is told in the history. */
export const reasonFlag = ['--reason <text>', 'why: told in the history, and to whoever meets it later (required)'] as const;
export const reasonOption = {
  reason: z.string({ error: '--reason is missing: say why, it is told to whoever meets this later' }).trim().min(1),
};

/** A command that asks the engine. */
export function define<Options extends z.ZodType>(parent: Command, spec: CommandSpec<Options>): void {
  const { asks, mayCreate = false, options, run } = spec;
  const reaches = new Set(asks.map((name) => procedures[name].reach));
  describe(parent, spec, reachWords(reaches)).action(async (...given: unknown[]) => {
    const { command, words } = readGiven(given);
    const chosen = globalOptionsOf(command);
    const output = createOutput(chosen.json);
    await conclude(output, async () => {
      const own = optionsOf(command, options);
      const configuration = readConfiguration({ ...chosen, environment: process.env });
      const timeoutMs = chosen.timeout * 1000;
      const givenTimeoutMs = command.getOptionValueSourceWithGlobals('timeout') === 'cli' ? timeoutMs : null;
      const session = await openSession({
        store: configuration.store,
        timeoutMs,
        needsHost: reaches.size === 1 && reaches.has('links'),
        mayCreate,
        accounts: accountsIn(accountsFile(configuration.file), systemClock),
      });
      try {
        const by = chosen.by ?? operatorName(process.env);
        const result = await run({ configuration, output, session, by, timeoutMs, givenTimeoutMs }, words, own);
        output.result(result, session.via);
        if (session.via === 'store' && reaches.has('queues') && result.leavesWork !== false)
          output.note('no host is running: this is entered in the store, and carried out once one runs ("longlines run")');
        return result.exitCode ?? exitCodes.done;
      } finally {
        await session.close();
      }
    });
  });
}

/** A command with nobody to ask; it does its own work. */
export function defineAlone<Options extends z.ZodType>(
  parent: Command,
  spec: CommandText & {
    readonly options: Options;
    readonly run: (output: Output, chosen: GlobalOptions, words: readonly string[], options: z.output<Options>) => Promise<ExitCode>;
  },
): void {
  describe(parent, spec, null).action(async (...given: unknown[]) => {
    const { command, words } = readGiven(given);
    const chosen = globalOptionsOf(command);
    const output = createOutput(chosen.json);
    await conclude(output, () => spec.run(output, chosen, words, optionsOf(command, spec.options)));
  });
}

/** Sets the exit status; what ended it early is told. */
export async function conclude(output: Output, work: () => Promise<ExitCode>): Promise<void> {
  // The engine's own timers keep no process alive.
  const alive = setInterval(() => undefined, 60_000);
  try {
    process.exitCode = await work();
  } catch (error) {
    const failure = failureOf(error);
    output.failure(failure);
    process.exitCode = failure.exitCode;
  } finally {
    clearInterval(alive);
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ShellError) return new Failure(error.code, error.message);
  return new Failure('internal', error instanceof Error ? (error.stack ?? error.message) : String(error));
}

interface Told {
  readonly examples: readonly string[];
  /** What becomes of it without a running host; null: it needs none. */
  readonly reach: string | null;
}
const told = new WeakMap<Command, Told>();

/** What a command's help says after its options. */
export const textOf = (command: Command): Told => told.get(command) ?? { examples: [], reach: null };

function describe(parent: Command, { usage, does, examples, flags = [] }: CommandText, reach: string | null): Command {
  const command = parent.command(usage).summary(does).description(does);
  told.set(command, { examples, reach });
  for (const [flag, says] of flags) {
    // `…` in the words marks what may be given several times.
    if (says.endsWith('…')) command.option(flag, `${says.slice(0, -1)} (may be given several times)`, collect);
    else command.option(flag, says);
  }
  const notes = [
    ...(reach === null ? [] : ['', `Without a running host: ${reach}`]),
    '',
    examples.length > 1 ? 'Examples:' : 'Example:',
    ...examples.map((example) => `  ${example}`),
  ];
  return command.addHelpText('after', notes.join('\n'));
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

function reachWords(reaches: ReadonlySet<Reach>): string {
  if (reaches.has('links'))
    return reaches.size === 1 ? 'refused (exit status 3).' : 'what needs a link is refused (exit status 3), the rest is done on the store.';
  if (reaches.has('queues')) return 'entered in the store, and carried out once a host runs.';
  return 'done on the store itself.';
}

interface Given {
  readonly command: Command;
  readonly words: readonly string[];
}

/** Commander gives the arguments, the options, and the command. */
function readGiven(given: readonly unknown[]): Given {
  const command = given.at(-1) as Command;
  return { command, words: command.args };
}

function globalOptionsOf(command: Command): GlobalOptions {
  const parsed = globalOptions.safeParse(command.optsWithGlobals());
  if (parsed.success) return parsed.data;
  throw new Failure('usage', problemsOf(parsed.error));
}

function optionsOf<Options extends z.ZodType>(command: Command, schema: Options): z.output<Options> {
  const parsed = schema.safeParse(command.opts());
  if (parsed.success) return parsed.data;
  throw new Failure('usage', `${problemsOf(parsed.error)}\nsee "${fullName(command)} --help"`);
}

const problemsOf = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) =>
      message.startsWith('--')
        ? message
        : `--${String(path[0] ?? '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${message}`,
    )
    .join('\n');

export const fullName = (command: Command): string => (command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name());
