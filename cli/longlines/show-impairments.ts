import type { ImpairmentListedShown } from '../../core/contract/shapes';
import { formatTime } from '../../core/model/clock';
import type { Handling } from '../../core/model/impairment';
import type { Screen } from '../screen';
import { counted, shortId, timeOr } from './words';

/** One impairment a line; what stands as one event is a line of its own, with its parts below. */
export function showImpairments(screen: Screen, list: readonly ImpairmentListedShown[]): void {
  if (list.length === 0) {
    screen.line('No impairment is open.');
    return;
  }
  const lineOf = (impairment: ImpairmentListedShown, indent: string): readonly string[] => [
    ...[`${indent}${shortId(impairment.id)}`, formatTime(impairment.raisedAtMs), timeOr(impairment.clearedAtMs, ''), impairment.text],
    ...[handlingWords(impairment.handling), impairment.hits.map(({ orderId, outcome }) => `${orderId} ${outcome}`).join(', ')],
  ];
  const told = new Set<string>();
  const lines = list.flatMap((impairment): readonly (readonly string[])[] => {
    const { event } = impairment;
    if (event === null) return [lineOf(impairment, '')];
    if (told.has(event.risk)) return [];
    told.add(event.risk);
    const parts = list.filter((other) => other.event?.risk === event.risk);
    const sinceMs = Math.min(...parts.map(({ raisedAtMs }) => raisedAtMs));
    const what = `${event.name} ${event.state}: ${counted(parts.length, 'impairment')}`;
    return [[event.risk, formatTime(sinceMs), '', what, togetherWords(parts), ''], ...parts.map((part) => lineOf(part, '  '))];
  });
  screen.table(['id', 'raised', 'cleared', 'what', 'handled', 'orders'], lines);
}

/** Everything that is known of one. */
export function showImpairment(screen: Screen, impairment: ImpairmentListedShown): void {
  const { id, text, subject, subjectName, cause, raisedAtMs, clearedAtMs, event, handling, hits } = impairment;
  screen.heading(text);
  const name = subjectName === subject.id ? '' : ` ${subjectName}`;
  screen.line(`  id        ${id}`);
  screen.line(`  what      ${subject.kind}${name} (${subject.id}), ${cause}`);
  screen.line(`  since     ${formatTime(raisedAtMs)}${clearedAtMs === null ? '' : `, cleared ${formatTime(clearedAtMs)}`}`);
  if (event) screen.line(`  part of   ${event.name} ${event.state} (${event.risk})`);
  screen.line(`  handling  ${handlingWords(handling) || 'nobody looks after it'}`);
  screen.line(`  orders    ${hits.length === 0 ? 'it hit none' : counted(hits.length, 'order')}`);
  if (hits.length > 0)
    screen.table(
      ['order', 'state', ''],
      hits.map(({ orderId, outcome, text: why }) => [orderId, outcome, why]),
    );
}

/** The parts of the event that is called so, by its shared risk as lists show it, as a subject (`duct:…`), or in words; none: no event is. */
export function partsOf(list: readonly ImpairmentListedShown[], called: string): readonly ImpairmentListedShown[] {
  const wanted = called.toLowerCase();
  return list.filter(({ event }) => event && namesOf(event).some((name) => name.toLowerCase() === wanted));
}

const namesOf = ({ risk, name }: NonNullable<ImpairmentListedShown['event']>): readonly string[] => [
  ...[risk, name],
  ...[`duct:${risk}`, `shared-risk:${risk}`],
];

function togetherWords(parts: readonly ImpairmentListedShown[]): string {
  const words = [...new Set(parts.map(({ handling }) => handlingWords(handling)))];
  return words.length === 1 ? (words[0] ?? '') : 'each for itself';
}

export const handlingWords = ({ acknowledgedBy, owner, shelvedUntilMs, ticket }: Handling): string =>
  [
    acknowledgedBy === null ? '' : `acknowledged by ${acknowledgedBy}`,
    owner === null ? '' : `owner ${owner}`,
    shelvedUntilMs === null ? '' : `shelved until ${formatTime(shelvedUntilMs)}`,
    ticket === null ? '' : `ticket ${ticket}`,
  ]
    .filter((words) => words !== '')
    .join(', ');
