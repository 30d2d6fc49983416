import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { commit, type Engine } from '../engine';
import { gatherPack, type Gathered } from '../field/gather-pack';
import { sealPack, sealProposal } from '../field/pack-text';
import type { AppliedChange, FieldChange, PackContent, PackOrigin, PackPart } from '../model/field-pack';

export interface FieldCommands {
  /** Of what pack this host's network is; null: of none. */
  readonly fieldOrigin: PackOrigin | null;
  /** What would be in a pack, and about how large it would be, in bytes. */
  countPack(
    part: PackPart,
  ): Promise<Extract<Gathered, { kind: 'refused' }> | { readonly kind: 'counted'; readonly content: PackContent; readonly bytes: number }>;
  makePack(
    part: PackPart,
    title: string,
    passphrase: string,
    by: string,
  ): Promise<Extract<Gathered, { kind: 'refused' }> | { readonly kind: 'made'; readonly content: PackContent; readonly file: Uint8Array }>;
  fieldChanges(): Promise<readonly FieldChange[]>;
  recordFieldChange(change: Omit<FieldChange, 'id' | 'atMs'>): Promise<void>;
  /** null: nothing was changed, or this is no network from a pack. */
  makeProposal(passphrase: string, by: string): Promise<{ readonly file: Uint8Array; readonly proposedAtMs: number } | null>;
  note(event: string, subject: string, text: string): Promise<void>;
  applied(changeIds: readonly string[]): Promise<ReadonlyMap<string, AppliedChange>>;
  /** False: another has begun it, or done it, meanwhile. */
  beginApplying(changeId: string, by: string, again: boolean): Promise<boolean>;
  /** `done`: it was carried out; else it was refused, and may be tried again. */
  endApplying(change: FieldChange, by: string, isDone: boolean, packId: string): Promise<void>;
}

export function fieldCommands(engine: Engine, fieldOrigin: PackOrigin | null): FieldCommands {
  const { store, clock, newId } = engine;
  const gather = (part: PackPart, title: string, madeBy: string): Promise<Gathered> =>
    store.transaction((tx) => gatherPack(tx, part, { packId: newId(), title, madeAtMs: clock.now(), madeBy }));
  return {
    fieldOrigin,
    async countPack(part) {
      const gathered = await gather(part, '', 'counted');
      if (gathered.kind === 'refused') return gathered;
      const folded = await promisify(gzip)(JSON.stringify(gathered.content));
      return { kind: 'counted', content: gathered.content, bytes: folded.length };
    },
    async makePack(part, title, passphrase, by) {
      const gathered = await gather(part, title, by);
      if (gathered.kind === 'refused') return gathered;
      const { content } = gathered;
      const file = await sealPack(content, passphrase);
      const text = `${content.nodes.length} nodes, ${content.orders.length} orders${title === '' ? '' : ` (${title})`}, by ${by}`;
      await commit(engine, (record) => record.note('field-pack.made', content.packId, text, 'operator'));
      return { kind: 'made', content, file };
    },
    fieldChanges: () => store.transaction((tx) => tx.fieldPacks.changes()),
    recordFieldChange: (change) => store.transaction((tx) => tx.fieldPacks.addChange({ ...change, id: newId(), atMs: clock.now() })),
    async makeProposal(passphrase, by) {
      const changes = await store.transaction((tx) => tx.fieldPacks.changes());
      if (fieldOrigin === null || changes.length === 0) return null;
      const proposedAtMs = clock.now();
      const file = await sealProposal({ ...fieldOrigin, proposalId: newId(), proposedAtMs, proposedBy: by, changes }, passphrase);
      await commit(engine, (record) =>
        record.note('field-pack.proposed', fieldOrigin.packId, `${changes.length} changes, by ${by}`, 'operator'),
      );
      return { file, proposedAtMs };
    },
    note: (event, subject, text) => commit(engine, (record) => record.note(event, subject, text, 'operator')),
    async applied(changeIds) {
      const known = await store.transaction((tx) => tx.fieldPacks.applied(changeIds));
      return new Map(known.map((each) => [each.changeId, each]));
    },
    beginApplying: (changeId, by, again) =>
      store.transaction(async ({ fieldPacks }) => {
        const [known] = await fieldPacks.applied([changeId]);
        if (known && !(again && known.state === 'begun')) return false;
        await fieldPacks.putApplied({ changeId, state: 'begun', atMs: clock.now(), by });
        return true;
      }),
    endApplying: (change, by, isDone, packId) =>
      commit(engine, async ({ tx, atMs, note }) => {
        if (!isDone) {
          await tx.fieldPacks.removeApplied(change.id);
          return;
        }
        await tx.fieldPacks.putApplied({ changeId: change.id, state: 'done', atMs, by });
        await note('field-pack.applied', packId, `${change.words}, made by ${change.by} in the field, applied by ${by}`, 'operator');
      }),
  };
}
