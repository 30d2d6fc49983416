import { formatTime } from '../model/clock';
import { mergedHits, handlingWords, eventName } from './handed-events';
import type { HandedEvent, HandedImpairment, HandedWindow, HandOver } from './hand-over';

/** The hand-over report as text, a section per heading; what is empty is said to be. */
export function handOverText(report: HandOver): string {
  const { fromMs, toMs, atMs, impairments, windows, circuits } = report;
  const section = <T>(title: string, things: readonly T[], lines: (thing: T) => readonly string[]): readonly string[] => [
    '',
    `${title}: ${things.length === 0 ? 'none' : String(things.length)}`,
    ...things.flatMap(lines).map((line) => `  ${line}`),
  ];
  return [
    `Hand-over ${formatTime(fromMs)} – ${formatTime(toMs)}`,
    `as things stood ${formatTime(atMs)}`,
    ...section('Impairments open', impairments.open, eventLines),
    ...section('Impairments cleared in the shift', impairments.over, eventLines),
    ...section('Orders that could not be restored', report.unrestorable, ({ order: { id, customer, priority }, why }) => [
      `${id} (${customer}, priority ${priority}): ${why}`,
    ]),
    ...section('Kept from new routes', report.holdOuts, ({ subject, text, sinceMs }) => [
      `${subject.kind} ${subject.id}: ${text} (since ${formatTime(sinceMs)})`,
    ]),
    ...section('Recovery paused', report.pauses, ({ carrierId, text, sinceMs }) => [
      `${carrierId ?? 'everywhere'}: ${text} (since ${formatTime(sinceMs)})`,
    ]),
    ...section('Orders frozen', report.frozen, ({ id, customer, state }) => [`${id} (${customer}): ${state}`]),
    ...section('Maintenance under way', windows.now, windowLines),
    ...section('Maintenance to come', windows.next, windowLines),
    ...section('Maintenance that ended in the shift', windows.ended, windowLines),
    ...section('Orders waiting', report.waiting, ({ id, customer, state, cause }) => [`${id} (${customer}): ${state}, ${cause}`]),
    ...section('Moves not carried out yet', report.moves, ({ orderId, text, requestedAtMs }) => [
      `${orderId}: ${text} (since ${formatTime(requestedAtMs)})`,
    ]),
    ...section('Deletions not confirmed', report.unconfirmedDeletions, ({ id, orderId, carrierId, detail }) => [
      `${carrierId}: segment ${id} of order ${orderId}${detail === '' ? '' : `: ${detail}`}`,
    ]),
    ...section('Carrier links down', report.linksDown, ({ carrierName, reason, sinceMs }) => [
      `${carrierName}: ${reason} (since ${formatTime(sinceMs)})`,
    ]),
    ...section('Switches down', circuits.switchesDown, ({ switchId, name, detail, sinceMs }) => [
      `${switchId} (${name}): ${detail} (since ${formatTime(sinceMs)})`,
    ]),
    ...section('Virtual paths to be seen to', circuits.paths, ({ pathId, provider, concerns }) =>
      concerns.map(({ text }) => `${pathId} (${provider}): ${text}`),
    ),
    ...section('Circuit orders waiting, by path', circuits.waiting, ({ pathId, provider, count, sinceMs }) => [
      `${pathId} (${provider}): ${count}, the first since ${formatTime(sinceMs)}`,
    ]),
    '',
    `Circuit orders that ended in the shift: ${circuits.ended.failed} failed, ${circuits.ended.released} released`,
    `Bulk requests in the shift: ${circuits.bulkRequests.sent} sent, ${circuits.bulkRequests.unsuccessful} unsuccessful; ` +
      `paths held by them: ${circuits.bulkRequests.held}`,
    '',
  ].join('\n');
}

/** One that is an event of several says them below it, and each connection once. */
function eventLines(event: HandedEvent): readonly string[] {
  const { risk, members, resourceCount } = event;
  const hits = mergedHits(event).map(({ orderId, customer, outcome, text }) => `  ${orderId} (${customer}): ${outcome}, ${text}`);
  if (risk === null) return [...members.map(impairmentWords), ...hits];
  return [
    `${eventName(event)} (${resourceCount} resources, ${members.length} of them used)`,
    ...members.map((member) => `  ${impairmentWords(member)}`),
    ...hits,
  ];
}

function impairmentWords(impairment: HandedImpairment): string {
  const { text, cause, raisedAtMs, clearedAtMs } = impairment;
  const cleared = clearedAtMs === null ? '' : `, cleared ${formatTime(clearedAtMs)}`;
  return `${text} (${cause}, raised ${formatTime(raisedAtMs)}${cleared}; ${handlingWords(impairment)})`;
}

const windowLines = ({ id, text, state, subjects, fromMs, toMs, plannedBy, orders }: HandedWindow): readonly string[] => [
  `${id} ${formatTime(fromMs)} – ${formatTime(toMs)}, ${state}: ${text} (${subjects.map(({ kind, id: of }) => `${kind} ${of}`).join(', ')}; ${plannedBy})`,
  ...orders.map(({ orderId, state: became, text: words }) => `  ${orderId}: ${became}, ${words}`),
];
