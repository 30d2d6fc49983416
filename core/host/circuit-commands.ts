import { checkConditions } from '../circuits/check-conditions';
import { conditionsText } from '../circuits/conditions-text';
import { commit, type Engine, type Recording } from '../engine';
import type { Condition, ConditionProblem } from '../model/condition';
import type { Switch } from '../model/switch';
import type { CircuitOrderRequest } from '../model/virtual-circuit';
import type { PathRequest } from '../model/virtual-path';
import { addPath, changePath, removePath, retryPath, type PathChange } from '../pools/manage-path';
import { removeSwitch } from '../pools/remove-switch';
import { releaseOrder, type ReleaseAnswer } from '../pools/release-order';
import { serveOrders } from '../pools/serve-orders';
import { takeOrder, type CircuitAnswer } from '../pools/take-order';
import type { CreationSystem } from '../switches/creation-system';
import { inSlices, inTurn } from './in-slices';
import { refused, type Submission } from './submission';
import { SwitchWork } from './switch-work';

/** `changed`: another table was saved since the one that it began from. */
export type ConditionsAnswer =
  | { readonly kind: 'saved' }
  | { readonly kind: 'changed'; readonly savedBy: string }
  | { readonly kind: 'refused'; readonly problems: readonly ConditionProblem[] };

/** Virtual circuits (V1–V12). `by`: the operator's name. Whatever is refused has changed nothing. */
export interface CircuitCommands {
  /** Adds a switch with its creation system, or connects one again that the store knows. */
  connectSwitch(known: Switch, system: CreationSystem): Promise<void>;
  /** Has the switch compared with the store now. */
  compareSwitch(switchId: string): Submission;
  /** Disconnects it, and forgets it but for what ended orders name; refused while there are paths at it. */
  removeSwitch(switchId: string, by: string): Promise<Submission>;
  addPath(request: PathRequest, by: string): Promise<Submission>;
  changePath(id: string, change: PathChange, by: string): Promise<Submission>;
  removePath(id: string, by: string): Promise<Submission>;
  /** Has a path that is held, or waits for its backoff's end, ask for circuits again at once. */
  retryPath(id: string, by: string): Promise<Submission>;
  /** One answer for each, in the same order; each is entered or refused for itself. `onProgress`: so many are. */
  orderCircuits(
    requests: readonly CircuitOrderRequest[],
    by: string,
    onProgress?: (done: number) => void,
  ): Promise<readonly CircuitAnswer[]>;
  releaseCircuits(orderIds: readonly string[], by: string): Promise<readonly ReleaseAnswer[]>;
  /** Refused if some combination of the parameters is covered by no row or two, or a row is not safe (V7). */
  /** `beganFromMs`: when the table was saved that the operator began from; null: it was the default; undefined: whichever it was. */
  saveConditions(rows: readonly Condition[], by: string, beganFromMs?: number | null): Promise<ConditionsAnswer>;
}

export function circuitCommands(engine: Engine, switches: Map<string, SwitchWork>): CircuitCommands {
  const { clock } = engine;
  const managed = async (work: (record: Recording) => Promise<string | null>): Promise<Submission> => {
    const message = await commit(engine, work);
    return message === null ? { kind: 'received' } : refused(message);
  };
  const inTransactions = <Item, Result>(
    items: readonly Item[],
    one: (record: Recording, item: Item) => Promise<Result>,
    onProgress?: (done: number) => void,
  ) => inSlices(engine, items, (slice) => commit(engine, (record) => inTurn(slice, (item) => one(record, item))), onProgress);
  return {
    async connectSwitch(known, system) {
      await commit(engine, async ({ tx }) => {
        await tx.switches.put(known);
        await tx.switches.putLink({ switchId: known.id, isUp: false, detail: 'not connected yet', sinceMs: clock.now() });
      });
      const former = switches.get(known.id);
      const work = new SwitchWork(engine, system);
      switches.set(known.id, work);
      await former?.close();
      // Another may have come meanwhile: the last one is opened, and no other.
      if (switches.get(known.id) === work) work.open();
    },
    compareSwitch(switchId) {
      const work = switches.get(switchId);
      if (!work) return refused(`switch ${switchId} is not connected; check its id`);
      if (!work.isUp) return refused(`switch ${switchId} does not answer; it is compared as soon as it does`);
      work.compare();
      return { kind: 'received' };
    },
    async removeSwitch(switchId, by) {
      const submission = await managed((record) => removeSwitch(record, switchId, by));
      if (submission.kind === 'refused') return submission;
      const work = switches.get(switchId);
      switches.delete(switchId);
      await work?.close();
      return submission;
    },
    addPath: (request, by) => managed((record) => addPath(engine, record, request, by)),
    changePath: (id, change, by) => managed((record) => changePath(engine, record, id, change, by)),
    removePath: (id, by) => managed((record) => removePath(record, id, by)),
    retryPath: (id, by) => managed((record) => retryPath(engine, record, id, by)),
    async orderCircuits(requests, by, onProgress) {
      const answers = await inTransactions(requests, (record, request) => takeOrder(engine, record, request, by), onProgress);
      const received = answers.filter(({ kind }) => kind === 'received').length;
      if (received > 1) await commit(engine, ({ note }) => note('circuits.ordered', `${received} orders`, `by ${by}`, 'operator'));
      return answers;
    },
    releaseCircuits: (orderIds, by) => inTransactions(orderIds, (record, orderId) => releaseOrder(engine, record, orderId, by)),
    async saveConditions(rows, by, beganFromMs) {
      const problems = checkConditions(rows);
      if (problems.length > 0) return { kind: 'refused', problems };
      return commit(engine, async (record): Promise<ConditionsAnswer> => {
        const { tx, atMs, note } = record;
        const former = await tx.paths.conditions();
        if (beganFromMs !== undefined && (former?.savedAtMs ?? null) !== beganFromMs)
          return { kind: 'changed', savedBy: former?.savedBy ?? '' };
        // Two within a millisecond are told apart all the same.
        const savedAtMs = Math.max(atMs, (former?.savedAtMs ?? 0) + 1);
        await tx.paths.putConditions({ rows, savedAtMs, savedBy: by });
        await note('conditions.saved', 'conditions', `by ${by}: ${conditionsText(rows).trim().split('\n').join('; ')}`, 'operator');
        for (const { id } of await tx.paths.list()) await serveOrders(engine, record, id);
        return { kind: 'saved' };
      });
    },
  };
}
