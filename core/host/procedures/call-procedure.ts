import {
  isProcedureName,
  procedures,
  type CheckedInputOf,
  type InputOf,
  type OutputOf,
  type ProcedureName,
} from '../../contract/procedures';
import type { Answer } from '../../contract/procedure';
import { rightOf } from '../../contract/roles';
import { HostEndingError } from '../../engine';
import { StoreError } from '../../store/store-error';
import { accountHandlers } from './accounts';
import { archiveHandlers } from './archive';
import { carrierHandlers } from './carriers';
import { circuitHandlers } from './circuits';
import { conditionHandlers } from './conditions';
import { connectingHandlers } from './connecting';
import { draftHandlers } from './drafts';
import { basisOf, isFieldProcedure } from '../field-facts';
import { fieldPackHandlers } from './field-packs';
import { impairmentHandlers } from './impairments';
import { importHandlers } from './imports';
import { inventoryHandlers } from './inventory';
import { latencyHandlers } from './latency';
import { linkHandlers } from './links';
import { lockOutHandlers } from './lock-outs';
import { moveHandlers } from './moves';
import { networkHandlers } from './network';
import { orderHandlers } from './orders';
import { pathHandlers } from './paths';
import { inTheNameOf, refusalOf } from './peer-rights';
import { practiceHandlers } from './practice';
import { reconciliationHandlers } from './reconciliation';
import { queueHandlers } from './queue';
import { failed, type Call, type Handler, type Handlers, type Serving } from './serving';
import { secretHandlers } from './secrets';
import { recoveryHandlers } from './recovery';
import { sessionHandlers } from './sessions';
import { statusHandlers } from './status';
import { switchHandlers } from './switches';
import { watchHandlers } from './watch';
import { windowHandlers } from './windows';

const handlers: Handlers<ProcedureName> = {
  ...statusHandlers,
  ...carrierHandlers,
  ...linkHandlers,
  ...connectingHandlers,
  ...inventoryHandlers,
  ...networkHandlers,
  ...latencyHandlers,
  ...orderHandlers,
  ...queueHandlers,
  ...moveHandlers,
  ...impairmentHandlers,
  ...recoveryHandlers,
  ...reconciliationHandlers,
  ...lockOutHandlers,
  ...windowHandlers,
  ...switchHandlers,
  ...pathHandlers,
  ...circuitHandlers,
  ...conditionHandlers,
  ...sessionHandlers,
  ...watchHandlers,
  ...archiveHandlers,
  ...draftHandlers,
  ...importHandlers,
  ...practiceHandlers,
  ...accountHandlers,
  ...secretHandlers,
  ...fieldPackHandlers((serving, name, input, call) => callProcedure(serving, name, input, call)),
};

/** Carries out one procedure, in its checked shape or as it came from outside. Whatever goes wrong is an answer; nothing is thrown. */
export async function callProcedure<Name extends ProcedureName>(
  serving: Serving,
  name: Name,
  input: InputOf<Name>,
  call: Call,
): Promise<Answer<OutputOf<Name>>>;
export async function callProcedure(serving: Serving, name: string, input: unknown, call: Call): Promise<Answer<unknown>>;
export async function callProcedure(serving: Serving, name: string, input: unknown, call: Call): Promise<Answer<unknown>> {
  if (!isProcedureName(name))
    return failed('not-found', `there is no procedure "${name.slice(0, 100)}": peer and host are of different versions`);
  const { peer } = call;
  const refusal = peer ? refusalOf(peer, name) : null;
  if (refusal) return refusal;
  const { input: schema, reach } = procedures[name];
  const checked = schema.safeParse(input ?? {});
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`);
    return failed('invalid-input', problems.slice(0, shownProblems).join('; '));
  }
  if (reach === 'links' && serving.connect === null) return failed('needs-host', noHost);
  const given = peer ? inTheNameOf(peer, name, checked.data) : checked.data;
  try {
    const away = notInField(serving, name);
    if (away) return away;
    const record = await recordingOf(serving, name, given);
    // Input and handler are of the same name; the compiler cannot follow that through a table.
    const outcome = await (handlers[name] as Handler<never>)(serving, given as never, call);
    if (outcome.kind === 'answer') await record?.();
    return outcome;
  } catch (error) {
    return failureOf(error, call);
  }
}

/** What can be done where nobody can be asked, and is brought back as a proposal, or is a matter of that store alone. */
const ofTheField = (name: ProcedureName): boolean =>
  rightOf[name].role === 'viewer' || isFieldProcedure(name) || /^(field-pack|drafts|practice|history)[.]/.test(name) || name === 'backup';

function notInField({ host }: Serving, name: ProcedureName): Answer<never> | null {
  const right = rightOf[name];
  if (host.fieldOrigin === null || ofTheField(name) || right.role === 'viewer') return null;
  return failed('refused', `in a field pack one cannot ${right.deed}: note it there, and do it at the desk`);
}

/** In a network from a field pack: what a change stands on is read before it is made, and kept with it once it is. */
async function recordingOf({ host }: Serving, name: ProcedureName, given: unknown): Promise<(() => Promise<void>) | null> {
  if (host.fieldOrigin === null || !isFieldProcedure(name)) return null;
  const input = given as CheckedInputOf<typeof name>;
  const { words, facts } = await basisOf(host, name, input);
  return () => host.recordFieldChange({ by: input.by, procedure: name, input, words, facts });
}

const shownProblems = 10;

const noHost = 'only a running host can do this: start one with "longlines run", then try again';

function failureOf(error: unknown, { signal }: Call): Answer<never> {
  if (signal.aborted) return failed('cancelled', 'nobody waits for the answer any more');
  if (error instanceof StoreError) {
    return failed(error.code === 'exists' || error.code === 'no-folder' ? 'refused' : 'store-unusable', error.message);
  }
  if (error instanceof HostEndingError)
    return failed('ending', 'the host is ending; what was not answered may not be entered: look, and try again');
  return failed('internal', error instanceof Error ? (error.stack ?? error.message) : String(error));
}
