import type { Engine, Recording } from '../engine';
import { assertNever } from '../model/assert-never';
import { lineText } from '../model/switch';
import type { CircuitOrder } from '../model/virtual-circuit';
import type { ConnectOutcome, DisconnectOutcome } from '../switches/creation-system';
import { moveCircuitOrder, takeBack } from './move-circuit-order';
import { serveOrders } from './serve-orders';

/** What a switch was asked for an order, and said. */
export type AskedOfSwitch =
  | { readonly kind: 'connect'; readonly order: CircuitOrder; readonly outcome: ConnectOutcome }
  | { readonly kind: 'disconnect'; readonly order: CircuitOrder; readonly outcome: DisconnectOutcome };

/** `again`: it is not settled, and to be asked once more after a while; the words say why. */
export type Recorded = { readonly kind: 'done' } | { readonly kind: 'again'; readonly why: string };

/** Enters what became of it. An order that was moved meanwhile is left as it is. */
export async function recordOutcome(engine: Engine, record: Recording, asked: AskedOfSwitch): Promise<Recorded> {
  const order = await record.tx.circuits.order(asked.order.id);
  if (!order || order.vci !== asked.order.vci) return done;
  const recorded =
    asked.kind === 'connect'
      ? await recordConnect(engine, record, order, asked.outcome)
      : await recordDisconnect(engine, record, order, asked.outcome);
  if (recorded.kind === 'again' && recorded.why !== order.cause) await record.tx.circuits.setCause(order.id, recorded.why);
  return recorded;
}

const done: Recorded = { kind: 'done' };

async function recordConnect(engine: Engine, record: Recording, order: CircuitOrder, outcome: ConnectOutcome): Promise<Recorded> {
  if (order.state !== 'connecting') return done;
  const { note } = record;
  const where = `circuit ${order.vci ?? ''} of path ${order.pathId}`;
  switch (outcome.kind) {
    case 'connected':
      await moveCircuitOrder(record, order, 'active', `${where} is joined to line ${lineText(order.line)}`);
      return done;
    case 'taken': {
      const by = `${outcome.by.vpi}/${outcome.by.vci} to line ${lineText(outcome.by.line)}`;
      if (outcome.what === 'circuit') {
        const cause = `${where} is used at the switch for something else (${by}): another is given`;
        await takeBack(record, order, 'foreign');
        await moveCircuitOrder(record, order, 'waiting', cause, { vci: null });
        await note('circuit.foreign', order.pathId, cause);
        await serveOrders(engine, record, order.pathId);
        return done;
      }
      await fail(
        engine,
        record,
        order,
        'free',
        `line ${lineText(order.line)} is used at the switch already (${by}): order again under another id, with the right line, or once that one is freed there`,
      );
      return done;
    }
    case 'refused':
      await fail(
        engine,
        record,
        order,
        'quarantined',
        `the switch refused it: ${outcome.code} ${outcome.message}; order again under another id once the switch’s reason is put right`,
      );
      return done;
    case 'absent':
      return { kind: 'again', why: `${where} does not exist at the switch: it is made again` };
    case 'busy':
      return { kind: 'again', why: `the switch is busy (${outcome.code} ${outcome.message}): it is asked again` };
    case 'unsettled':
      return { kind: 'again', why: `${outcome.reason}: it is asked again` };
    default:
      return assertNever(outcome);
  }
}

async function fail(
  engine: Engine,
  record: Recording,
  order: CircuitOrder,
  circuitAs: 'free' | 'quarantined',
  cause: string,
): Promise<void> {
  const path = await record.tx.paths.get(order.pathId);
  await takeBack(record, order, circuitAs, path?.quarantineMs);
  await moveCircuitOrder(record, order, 'failed', cause, { vci: null });
  await record.note('circuit.failed', order.id, cause);
  await serveOrders(engine, record, order.pathId);
}

async function recordDisconnect(engine: Engine, record: Recording, order: CircuitOrder, outcome: DisconnectOutcome): Promise<Recorded> {
  if (order.state !== 'releasing') return done;
  switch (outcome.kind) {
    case 'disconnected': {
      const path = await record.tx.paths.get(order.pathId);
      await takeBack(record, order, 'quarantined', path?.quarantineMs);
      await moveCircuitOrder(record, order, 'released', 'the switch has parted circuit and line', { vci: null });
      await serveOrders(engine, record, order.pathId);
      return done;
    }
    case 'refused':
      return { kind: 'again', why: `the switch refused the release (${outcome.code} ${outcome.message}): it is asked again` };
    case 'busy':
      return { kind: 'again', why: `the switch is busy (${outcome.code} ${outcome.message}): it is asked again` };
    case 'unsettled':
      return { kind: 'again', why: `${outcome.reason}: it is asked again` };
    default:
      return assertNever(outcome);
  }
}
