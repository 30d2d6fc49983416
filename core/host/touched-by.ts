import { sizeOf, within } from '../circuits/ranges';
import { commit, type Engine } from '../engine';
import type { CircuitTouched, TouchedShown } from '../contract/circuit-shapes';
import type { CircuitOrder, CircuitOrderState } from '../model/virtual-circuit';
import type { VirtualPath } from '../model/virtual-path';
import { takingDown, takingDownOnly, type TakingDown, type TouchedPart } from '../switches/tl1/taking-down';

/** What lines of TL1 that operators type would take down at a switch. */
export interface LineQueries {
  /** Of commands, in a line or several; null: they take nothing down. */
  touchedBy(switchId: string, line: string): Promise<TouchedShown | null>;
  /** That the operator was told what a line would take down, and had it sent. */
  tellTakenDown(switchId: string, line: string, by: string, touched: TouchedShown): Promise<void>;
}

/** They have a circuit at the switch, or may have it. */
const standing: readonly CircuitOrderState[] = ['given', 'connecting', 'active', 'releasing'];

export function lineQueries(engine: Engine): LineQueries {
  return {
    async touchedBy(switchId, line) {
      const taking = takingDown(line);
      if (taking.length === 0) return null;
      const parts = taking.flatMap((each) => each.parts);
      return engine.store.transaction(async (tx) => {
        const hits: Hit[] = [];
        const standingPaths: Hit[] = [];
        for (const path of await tx.paths.ofSwitch(switchId)) {
          const orders = await tx.circuits.orders(path.id, standing);
          const carrier = path.carriedByOrderId === null ? undefined : await tx.orders.get(path.carriedByOrderId);
          const hit = { path, customer: carrier?.customer ?? '' };
          standingPaths.push({ ...hit, orders });
          hits.push({ ...hit, orders: orders.filter((order) => parts.some((part) => isHit(part, path, order))) });
        }
        const name = (await tx.switches.get(switchId))?.name ?? switchId;
        const isCertain = parts.every(({ kind }) => kind !== 'unknown');
        return shown(taking, isCertain ? hits : standingPaths, isCertain, name);
      });
    },
    async tellTakenDown(switchId, line, by, { title, text }) {
      await commit(engine, ({ note }) =>
        note(
          'session.line-sent',
          switchId,
          `by ${by}, told before that ${title}: ${takingDownOnly(line).join(' ').slice(0, 500)} (${text})`,
          'operator',
        ),
      );
    },
  };
}

interface Hit {
  readonly path: VirtualPath;
  /** Of the connection that carries it. */
  readonly customer: string;
  readonly orders: readonly CircuitOrder[];
}

function isHit(part: TouchedPart, path: VirtualPath, { line, vci }: CircuitOrder): boolean {
  switch (part.kind) {
    case 'circuits':
      return path.vpi === part.vpi && vci !== null && (part.range === null || (part.range.first <= vci && vci <= part.range.last));
    case 'line':
      return placeOf(line).concat(line.vpi, line.vci).join() === placeOf(part.line).concat(part.line.vpi, part.line.vci).join();
    case 'place':
      return part.place.every((number, index) => placeOf(line)[index] === number);
    case 'unknown':
      return false;
  }
}

const placeOf = ({ rack, shelf, slot, circuit }: CircuitOrder['line']): readonly number[] => [rack, shelf, slot, circuit];

const mostNamed = 3;
const mostShown = 100;

function shown(taking: readonly TakingDown[], hits: readonly Hit[], isCertain: boolean, switchName: string): TouchedShown {
  const circuits = hits.flatMap(({ path, orders }) =>
    orders.map(({ id, endUser, vci, line }): CircuitTouched => ({ orderId: id, endUser, pathId: path.id, vpi: path.vpi, vci, line })),
  );
  const carried = hits.filter(({ orders, path }) => orders.length > 0 && path.carriedByOrderId !== null);
  const orders = new Map(carried.map(({ path, customer }) => [path.carriedByOrderId ?? '', customer]));
  return {
    title: `${taking.length === 1 ? 'this line' : `these ${taking.length} commands`} ${titleOf(taking)}`,
    text: textOf(taking, hits, circuits, [...orders], isCertain, switchName),
    isCertain,
    circuitCount: circuits.length,
    circuits: circuits.slice(0, mostShown),
    orders: [...orders].map(([orderId, customer]) => ({ orderId, customer })),
  };
}

/** `takes 8 cross-connections down`. */
function titleOf(taking: readonly TakingDown[]): string {
  const kinds = [...new Set(taking.map(({ what }) => what))];
  const [what] = kinds;
  if (kinds.length > 1 || what === undefined) return `take down what is named in ${taking.length === 1 ? 'it' : 'them'}`;
  const takes = taking.length === 1 ? 'takes' : 'take';
  const parts = taking.flatMap((each) => each.parts);
  if (what === 'equipment') {
    const named = [
      ...new Set(parts.map((part) => (part.kind === 'circuits' ? `VP ${part.vpi}` : part.kind === 'line' ? 'a line' : part.aid))),
    ];
    const which = named.filter((aid) => aid !== '');
    return which.length === 0 ? `${takes} equipment of the switch down` : `${takes} ${listed(which)} down`;
  }
  const noun = what === 'circuits' ? 'circuit' : 'cross-connection';
  const count = namedCount(parts);
  if (count === null) {
    const vpis = [...new Set(parts.flatMap((part) => (part.kind === 'circuits' ? [part.vpi] : [])))];
    return `${takes} ${vpis.length > 0 ? `all ${noun}s of VP ${vpis.join(', ')}` : `${noun}s`} down`;
  }
  return `${takes} ${counted(count, noun)} down`;
}

/** How many identifiers they name; null: that is not said. */
function namedCount(parts: readonly TouchedPart[]): number | null {
  const spans = parts.flatMap((part) => (part.kind === 'circuits' ? [part] : []));
  if (spans.some(({ range }) => range === null) || parts.some(({ kind }) => kind === 'place' || kind === 'unknown')) return null;
  // A circuit and the line that it is joined to are one cross-connection.
  if (spans.length === 0) return parts.length;
  const vpis = [...new Set(spans.map(({ vpi }) => vpi))];
  return vpis.reduce((sum, vpi) => sum + sizeOf(spans.flatMap((span) => (span.vpi === vpi && span.range ? [span.range] : []))), 0);
}

function textOf(
  taking: readonly TakingDown[],
  hits: readonly Hit[],
  circuits: readonly CircuitTouched[],
  orders: readonly (readonly [string, string])[],
  isCertain: boolean,
  switchName: string,
): string {
  const over = orders.length === 0 ? '' : `, over ${listed(orders.map(([orderId, customer]) => `${orderId} (${customer})`))}`;
  const paths = listed(hits.filter((hit) => hit.orders.length > 0).map(({ path }) => `VP ${path.vpi} (${path.provider})`));
  if (!isCertain)
    return circuits.length === 0
      ? `What crosses it is not known here; on ${switchName} is no circuit in use.`
      : `What crosses it is not known here. On ${switchName} are ${counted(circuits.length, 'circuit')} on ${paths}${over}.`;
  if (circuits.length === 0) return `No circuit in use is among them.${unusedText(taking, hits)}`;
  const byUser = new Map<string, number>();
  for (const { endUser } of circuits) byUser.set(endUser, (byUser.get(endUser) ?? 0) + 1);
  const users = [...byUser]
    .sort(([, one], [, other]) => other - one)
    .map(([user, count], index) => (index === 0 ? `${counted(count, 'circuit')} of ${user}` : `${count} of ${user}`));
  return `${listed(users)} on ${paths}${over}.`;
}

/** Circuits that exist for later orders. */
function unusedText(taking: readonly TakingDown[], hits: readonly Hit[]): string {
  const spans = taking
    .flatMap(({ what, parts }) => (what === 'circuits' ? parts : []))
    .flatMap((part) => (part.kind === 'circuits' ? [part] : []));
  const pools = hits.flatMap(({ path }) => {
    const made = path.lastVci >= path.vcis.first ? { first: path.vcis.first, last: path.lastVci } : null;
    if (!made) return [];
    const named = spans.filter(({ vpi }) => vpi === path.vpi).map(({ range }) => range ?? made);
    const count = sizeOf(within(named, made));
    return count === 0 ? [] : [`${count} of the pool of VP ${path.vpi} (${path.provider})`];
  });
  return pools.length === 0 ? '' : ` ${listed(pools)} would be missing when orders come.`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `a, b, c and 4 more`. */
function listed(items: readonly string[]): string {
  if (items.length > mostNamed) return `${items.slice(0, mostNamed).join(', ')} and ${items.length - mostNamed} more`;
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
