import { commit, type Engine, type EngineEvent, type OrderChanged } from '../engine';
import { countStanding, isCarryingState } from '../pools/carriage';
import { Undertakings } from './undertakings';

/** Tells of virtual paths what becomes of the connection that carries them: an impairment there is one of their circuits. */
export class CarriageWatch {
  private readonly undertakings: Undertakings;
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
    this.undertakings = new Undertakings(engine, 'the watch over what carries virtual paths');
  }

  heard(event: EngineEvent): void {
    if (event.kind === 'order.changed' && (isCarryingState(event.from) || isCarryingState(event.to) || event.to === 'released'))
      this.undertakings.run(() => this.tell(event));
  }

  settled(): Promise<void> {
    return this.undertakings.settled();
  }

  private async tell({ orderId, from, to, cause }: OrderChanged): Promise<void> {
    if (isCarryingState(from) === isCarryingState(to) && to !== 'released') return;
    await commit(this.engine, async ({ tx, note, tell, atMs }) => {
      for (const { id, switchId } of await tx.paths.carriedBy(orderId)) {
        const standing = await countStanding(tx, id);
        await note(
          isCarryingState(to) ? 'path.carried' : 'path.impaired',
          id,
          `order ${orderId}, which carries it, is ${to}: ${cause}; ${standing} circuits are ${isCarryingState(to) ? 'carried again' : 'hit'}`,
        );
        tell({ kind: 'path.changed', pathId: id, switchId, atMs });
      }
    });
  }
}
