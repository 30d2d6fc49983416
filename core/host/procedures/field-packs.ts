import { createHash } from 'node:crypto';
import type { ChangeAppliedShown, PackCounts, ReviewedChangeShown } from '../../contract/field-pack';
import { procedures, type CheckedInputOf } from '../../contract/procedures';
import type { Answer } from '../../contract/procedure';
import { openPack, openProposal } from '../../field/pack-text';
import { formatTime } from '../../model/clock';
import type { AppliedChange, FieldChange, PackContent, PackOrigin } from '../../model/field-pack';
import type { Host } from '../create-host';
import { basisOf, isFieldProcedure, type Basis, type FieldProcedure } from '../field-facts';
import { answer, done, failed, refused, type Call, type Handlers, type Serving } from './serving';

/** Carries out another procedure, with all that is checked of one. */
export type CallOther = (serving: Serving, name: FieldProcedure, input: unknown, call: Call) => Promise<Answer<unknown>>;

type FieldHandlers = Handlers<
  | 'field-pack.count'
  | 'field-pack.make'
  | 'field-pack.inspect'
  | 'field-pack.open'
  | 'field-pack.reopen'
  | 'field-pack.close'
  | 'field-pack.remove'
  | 'field-pack.state'
  | 'field-pack.changes'
  | 'field-pack.note'
  | 'field-pack.propose'
  | 'field-pack.review'
  | 'field-pack.apply'
>;

export const fieldPackHandlers = (callOther: CallOther): FieldHandlers => ({
  async 'field-pack.count'({ host }, { part }) {
    const counted = await host.countPack(part);
    return counted.kind === 'refused' ? refused(counted) : answer({ counts: countsOf(counted.content), bytes: counted.bytes });
  },
  async 'field-pack.make'({ host }, { part, title, passphrase, by }, { onProgress }) {
    onProgress({ text: 'gathering and sealing', done: 0, total: 1 });
    const made = await host.makePack(part, title, passphrase, by);
    if (made.kind === 'refused') return refused(made);
    return answer({
      ...sealedShown(made.file, 'field-pack', made.content.madeAtMs),
      origin: originOf(made.content),
      counts: countsOf(made.content),
    });
  },
  async 'field-pack.inspect'(_, { base64, passphrase }) {
    const opened = await openPack(Buffer.from(base64, 'base64'), passphrase);
    if (opened.kind === 'refused') return refused(opened);
    const { content } = opened;
    return answer({ origin: originOf(content), part: content.part, counts: countsOf(content) });
  },
  async 'field-pack.open'({ field }, { base64, passphrase }) {
    if (!field) return failed('refused', noField);
    const opened = await openPack(Buffer.from(base64, 'base64'), passphrase);
    if (opened.kind === 'refused') return refused(opened);
    const outcome = await field.open(opened.content);
    return outcome.kind === 'refused' ? refused(outcome) : answer(originOf(opened.content));
  },
  async 'field-pack.reopen'({ field }, { packId }) {
    if (!field) return failed('refused', noField);
    const outcome = await field.reopen(packId);
    return outcome.kind === 'refused' ? refused(outcome) : done;
  },
  async 'field-pack.close'({ field }) {
    if (!field) return failed('refused', noField);
    field.close();
    return done;
  },
  async 'field-pack.remove'({ field }, { packId }) {
    if (!field) return failed('refused', noField);
    const outcome = field.remove(packId);
    return outcome.kind === 'refused' ? refused(outcome) : done;
  },
  async 'field-pack.state'({ host, field }) {
    const changes = host.fieldOrigin === null ? 0 : (await host.fieldChanges()).length;
    return answer({ here: host.fieldOrigin, changes, networks: field?.list() ?? null });
  },
  async 'field-pack.changes'({ host }) {
    return answer((await host.fieldChanges()).map(shownChange));
  },
  async 'field-pack.note'({ host }, { subject, text, by }) {
    await host.note('operator.note', subject, `${text}, by ${by}`);
    return done;
  },
  async 'field-pack.propose'({ host }, { passphrase, by }) {
    if (host.fieldOrigin === null) return failed('refused', 'this network is not from a field pack: changes are brought back from one');
    const made = await host.makeProposal(passphrase, by);
    if (made === null) return failed('refused', 'nothing was changed in the field pack yet: there is nothing to bring back');
    return answer(sealedShown(made.file, 'proposal', made.proposedAtMs));
  },
  async 'field-pack.review'({ host }, { base64, passphrase }) {
    const opened = await openProposal(Buffer.from(base64, 'base64'), passphrase);
    if (opened.kind === 'refused') return refused(opened);
    const { content } = opened;
    const applied = await host.applied(content.changes.map(({ id }) => id));
    const changes: ReviewedChangeShown[] = [];
    for (const change of content.changes) changes.push(await reviewed(host, change, applied.get(change.id)));
    const { proposalId, proposedAtMs, proposedBy } = content;
    return answer({ origin: originOf(content), proposalId, proposedAtMs, proposedBy, changes });
  },
  async 'field-pack.apply'(serving, { base64, passphrase, chosen, by }, call) {
    const { host } = serving;
    if (host.fieldOrigin !== null)
      return failed('refused', 'a proposal is applied to the network that its pack was made of, not in the field');
    const opened = await openProposal(Buffer.from(base64, 'base64'), passphrase);
    if (opened.kind === 'refused') return refused(opened);
    const { changes, packId } = opened.content;
    const wanted = new Map(chosen.map((each) => [each.changeId, each]));
    const unknown = chosen.find(({ changeId }) => !changes.some(({ id }) => id === changeId));
    if (unknown) return failed('not-found', `the proposal has no change ${unknown.changeId}: open it again`);
    const outcomes: ChangeAppliedShown[] = [];
    // In the order in which they were made: a later one may stand on an earlier one.
    for (const change of changes) {
      const asked = wanted.get(change.id);
      if (!asked) continue;
      outcomes.push({ changeId: change.id, ...(await applyOne(serving, callOther, change, { ...asked, by, packId }, call)) });
      call.onProgress({ text: change.words, done: outcomes.length, total: chosen.length });
    }
    return answer(outcomes);
  },
});

interface Asked {
  readonly seen: string;
  readonly again: boolean;
  readonly by: string;
  readonly packId: string;
}

async function applyOne(
  serving: Serving,
  callOther: CallOther,
  change: FieldChange,
  { seen, again, by, packId }: Asked,
  call: Call,
): Promise<Omit<ChangeAppliedShown, 'changeId'>> {
  const { host } = serving;
  const checked = checkedChange(change);
  if (checked === null) return { kind: 'refused', message: notOurs(change) };
  const [known] = (await host.applied([change.id])).values();
  if (known?.state === 'done') return { kind: 'already', message: appliedWords(known) };
  if (known && !again) return { kind: 'refused', message: inDoubt(known) };
  const basis = await basisOf(host, checked.name, checked.input);
  if (digestOf(basis) !== seen) return { kind: 'moved', message: 'what it stands on has moved since you looked: look again, then decide' };
  if (!(await host.beginApplying(change.id, by, again))) return { kind: 'already', message: 'somebody else carries it out at this moment' };
  const outcome = await callOther(serving, checked.name, { ...change.input, ...('by' in change.input ? { by } : {}) }, call);
  const isDone = outcome.kind === 'answer';
  // What failed in a way that leaves open whether it was done stays in doubt.
  if (isDone || outcome.error.code !== 'internal') await host.endApplying(change, by, isDone, packId);
  return isDone ? { kind: 'applied', message: 'carried out' } : { kind: 'refused', message: outcome.error.message };
}

async function reviewed(host: Host, change: FieldChange, applied: AppliedChange | undefined): Promise<ReviewedChangeShown> {
  const checked = checkedChange(change);
  const shown = { ...shownChange(change), facts: change.facts };
  if (checked === null) return { ...shown, standing: 'conflicts', text: notOurs(change), moved: [], seen: '' };
  if (applied?.state === 'done') return { ...shown, standing: 'applied', text: appliedWords(applied), moved: [], seen: '' };
  const basis = await basisOf(host, checked.name, checked.input);
  const names = [...new Set([...Object.keys(change.facts), ...Object.keys(basis.facts)])];
  const moved =
    basis.amiss !== null
      ? []
      : names
          .map((what) => ({ what, before: change.facts[what] ?? 'nothing', now: basis.facts[what] ?? 'nothing' }))
          .filter(({ before, now }) => before !== now);
  const seen = digestOf(basis);
  if (applied) return { ...shown, standing: 'in-doubt', text: inDoubt(applied), moved, seen };
  if (basis.amiss !== null) return { ...shown, standing: 'conflicts', text: basis.amiss, moved, seen };
  return { ...shown, standing: moved.length > 0 ? 'moved' : 'same', text: '', moved, seen };
}

/** With the input as that procedure has it; null: it is none that the field can bring. */
function checkedChange({
  procedure,
  input,
}: FieldChange): { readonly name: FieldProcedure; readonly input: CheckedInputOf<FieldProcedure> } | null {
  if (!isFieldProcedure(procedure)) return null;
  const checked = procedures[procedure].input.safeParse(input);
  return checked.success ? { name: procedure, input: checked.data } : null;
}

const notOurs = ({ procedure }: FieldChange): string =>
  `this version of Longlines does not know such a change (${procedure}): carry it out by hand, or with the version that made it`;
const appliedWords = ({ atMs, by }: AppliedChange): string => `applied ${formatTime(atMs)} by ${by}`;
const inDoubt = ({ atMs, by }: AppliedChange): string =>
  `${by} began to apply it ${formatTime(atMs)}, and Longlines ended before it was known to be done: look whether it was, and have it done again only if not`;

const digestOf = ({ facts, amiss }: Basis): string =>
  createHash('sha256')
    .update(JSON.stringify([facts, amiss]))
    .digest('hex')
    .slice(0, 32);

const shownChange = ({ id, atMs, by, words }: FieldChange) => ({ id, atMs, by, words });

const originOf = ({ packId, title, madeAtMs, madeBy }: PackOrigin): PackOrigin => ({ packId, title, madeAtMs, madeBy });

function countsOf({ carriers, sites, nodes, resources, interconnects, orders, paths }: PackContent): PackCounts {
  return {
    ...{ carriers: carriers.length, sites: sites.length, nodes: nodes.length, resources: resources.length },
    ...{ interconnects: interconnects.length, orders: orders.length, paths: paths.length },
    circuitOrders: paths.reduce((sum, path) => sum + path.orders.length, 0),
  };
}

function sealedShown(
  file: Uint8Array,
  what: string,
  atMs: number,
): { readonly name: string; readonly base64: string; readonly bytes: number } {
  const stamp = formatTime(atMs)
    .replace(/[^0-9]+/g, '')
    .slice(0, 12);
  return { name: `longlines-${what}-${stamp}.llpack`, base64: Buffer.from(file).toString('base64'), bytes: file.length };
}

const noField = 'this shell opens no field packs: open it with the console, or with "longlines pack open"';
