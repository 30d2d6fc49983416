import type { HandedItem, HandedLine, HandedSection, handedSections } from '../model/handed-section';
import { riskWords } from '../model/impairment-events';
import { eventName, handlingWords, mergedHits } from './handed-events';
import type { HandedEvent, HandedWindow, HandOver } from './hand-over';

/** The hand-over report for a page: the facts of its text, what asks for someone first. */
export function handOverSections(report: HandOver): readonly HandedSection[] {
  const { impairments, windows, circuits } = report;
  const items: Readonly<Record<(typeof handedSections)[number], readonly [string, readonly HandedItem[]]>> = {
    'impairments-open': ['Impairments open', impairments.open.map(eventItem)],
    unrestorable: [
      'Orders that could not be restored',
      report.unrestorable.map(({ order: { id, customer, priority }, why }) =>
        item({ name: id, orderId: id, who: customer, state: `priority ${priority}`, text: why }),
      ),
    ],
    'links-down': [
      'Carrier links down',
      report.linksDown.map(({ carrierName, reason, sinceMs }) => item({ name: carrierName, text: reason, sinceMs })),
    ],
    'switches-down': [
      'Switches down',
      circuits.switchesDown.map(({ switchId, name, detail, sinceMs }) => item({ name, who: switchId, text: detail, sinceMs })),
    ],
    paths: [
      'Virtual paths to be seen to',
      circuits.paths.map(({ pathId, provider, concerns }) =>
        item({ name: pathId, who: provider, text: concerns.map(({ text }) => text).join('; ') }),
      ),
    ],
    moves: [
      'Moves not carried out yet',
      report.moves.map(({ orderId, text, requestedAtMs }) => item({ name: orderId, orderId, text, sinceMs: requestedAtMs })),
    ],
    deletions: [
      'Deletions not confirmed',
      report.unconfirmedDeletions.map(({ id, orderId, carrierId, detail }) =>
        item({ name: orderId, orderId, who: carrierId, state: `segment ${id}`, text: detail }),
      ),
    ],
    holdouts: [
      'Kept from new routes',
      report.holdOuts.map(({ subject: { kind, id }, text, sinceMs, untilMs }) =>
        item({
          ...(kind === 'shared-risk' ? { name: riskWords(id), who: 'shared risk' } : { name: id, who: kind }),
          ...{ text, sinceMs, untilMs },
        }),
      ),
    ],
    pauses: [
      'Recovery paused',
      report.pauses.map(({ carrierId, text, sinceMs }) => item({ name: carrierId ?? 'everywhere', text, sinceMs })),
    ],
    frozen: ['Orders frozen', report.frozen.map(({ id, customer, state }) => item({ name: id, orderId: id, who: customer, state }))],
    'windows-now': ['Maintenance under way', windows.now.map(windowItem)],
    'windows-next': ['Maintenance to come', windows.next.map(windowItem)],
    'orders-waiting': [
      'Orders waiting',
      report.waiting.map(({ id, customer, state, cause }) => item({ name: id, orderId: id, who: customer, state, text: cause })),
    ],
    'circuits-waiting': [
      'Circuit orders waiting, by path',
      circuits.waiting.map(({ pathId, provider, count, sinceMs }) =>
        item({ name: pathId, who: provider, state: `${count} waiting`, sinceMs }),
      ),
    ],
    'impairments-over': ['Impairments cleared in the shift', impairments.over.map(eventItem)],
    'windows-ended': ['Maintenance that ended in the shift', windows.ended.map(windowItem)],
  };
  return Object.entries(items).map(([id, [title, its]]) => ({ id: id as HandedSection['id'], title, items: its }));
}

const line = (given: Partial<HandedLine> & Pick<HandedLine, 'name'>): HandedLine => ({
  ...{ orderId: null, who: '', state: '', text: '', sinceMs: null, untilMs: null },
  ...given,
});

const item = (given: Partial<HandedLine> & Pick<HandedLine, 'name'>, under: readonly HandedLine[] = []): HandedItem => ({
  ...line(given),
  under,
});

/** Handled alike it is said once; else of each part. */
function eventItem(event: HandedEvent): HandedItem {
  const { risk, members, resourceCount } = event;
  const cleared = members.map(({ clearedAtMs }) => clearedAtMs);
  const handling = [...new Set(members.map(handlingWords))];
  const hits = mergedHits(event).map(({ orderId, customer, outcome, text }) =>
    line({ name: orderId, orderId, who: customer, state: outcome, text }),
  );
  return item(
    {
      name: risk === null && members[0] ? `${members[0].subjectName} ${members[0].cause.replace('-', ' ')}` : eventName(event),
      who: risk === null ? '' : `${resourceCount} resources, ${members.length} of them used`,
      state: handling.length === 1 ? (handling[0] ?? '') : 'handled part by part, below',
      text: risk === null ? (members[0]?.text ?? '') : '',
      sinceMs: Math.min(...members.map(({ raisedAtMs }) => raisedAtMs)),
      untilMs: cleared.includes(null) ? null : Math.max(...cleared.map((atMs) => atMs ?? 0)),
    },
    [
      ...(risk === null
        ? []
        : members.map((member) =>
            line({
              name: member.subjectName,
              state: handling.length === 1 ? member.cause : `${member.cause}, ${handlingWords(member)}`,
              text: member.text,
              sinceMs: member.raisedAtMs,
              untilMs: member.clearedAtMs,
            }),
          )),
      ...hits,
    ],
  );
}

const windowItem = ({ text, state, subjects, fromMs, toMs, plannedBy, orders }: HandedWindow): HandedItem =>
  item(
    {
      name: text,
      who: `planned by ${plannedBy}`,
      state,
      text: subjects.map(({ kind, id }) => (kind === 'shared-risk' ? riskWords(id) : `${kind} ${id}`)).join(', '),
      sinceMs: fromMs,
      untilMs: toMs,
    },
    orders.map(({ orderId, state: became, text: why }) => line({ name: orderId, orderId, state: became, text: why })),
  );
