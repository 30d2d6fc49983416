import { CarrierName } from '../ui/carrier-name';
import type { RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import type { ImpairmentGroup } from './impairment-groups';
import { handlingWords, hitWords, severityOrder, severityWhy } from './impairment-rows';
import classes from './recovery-columns.module.css';
import type { RecoveryLine } from './recovery-lines';

const causeOf = ({ members }: ImpairmentGroup): string => (members[0]?.cause ?? '').replace('-', ' ');
const textsOf = ({ members }: ImpairmentGroup): readonly string[] => [...new Set(members.map(({ text }) => text))];
/** Who has it where all of it is handled alike, else how many somebody has. */
function handlingOf({ members }: ImpairmentGroup): string {
  const words = members.map(handlingWords);
  const had = words.filter((each) => each !== '').length;
  return new Set(words).size <= 1 ? (words[0] ?? '') : `${had} of ${members.length} in hand`;
}

function Subject({ line: { group, isMember } }: { readonly line: RecoveryLine }) {
  const kind = group.risk === null ? (group.members[0]?.subject.kind ?? '') : '';
  return (
    <span className={isMember ? classes['member'] : undefined}>
      <bdi>{group.name}</bdi>
      {group.risk !== null && `, ${group.resourceCount} resources`}
      {kind !== '' && kind !== 'resource' && ` (${kind})`}
    </span>
  );
}

function Carriers({ ids }: { readonly ids: readonly string[] }) {
  return ids.length === 0
    ? '–'
    : ids.map((id) => (
        <div key={id}>
          <CarrierName carrierId={id} />
        </div>
      ));
}

export const columns: readonly RowColumn<RecoveryLine>[] = [
  {
    ...{ id: 'severity', head: 'Severity', width: '88px', sortBy: ({ under }) => severityOrder[under.severity] },
    cell: ({ group: { severity } }) => (
      <StateMark mark={{ severity }} title={severityWhy[severity]}>
        {severity}
      </StateMark>
    ),
  },
  {
    ...{ id: 'subject', head: 'What', width: 'minmax(184px, 1fr)', sortBy: ({ under }) => under.name },
    cell: (line) => <Subject line={line} />,
    title: ({ group }) => group.members.map(({ subject, subjectName }) => `${subject.kind} ${subjectName}`).join('\n'),
  },
  {
    ...{ id: 'carrier', head: 'Carrier', width: '132px', isWhole: true, sortBy: ({ under }) => under.carrierIds.join(' ') },
    cell: ({ group }) => <Carriers ids={group.carrierIds} />,
  },
  { id: 'cause', head: 'Cause', width: '84px', cell: ({ group }) => causeOf(group), sortBy: ({ under }) => causeOf(under) },
  {
    ...{ id: 'hits', head: 'Connections', width: 'minmax(160px, 1fr)', isWhole: true, sortBy: ({ under }) => -under.hitCount },
    cell: ({ group }) => hitWords(group.hits, group.heldBackIds),
    title: ({ group: { hits, heldBackIds } }) =>
      [hitWords(hits, heldBackIds), ...hits.map(({ orderId, text }) => `${orderId}: ${text}`)].join('\n'),
  },
  {
    ...{ id: 'text', head: 'In the carrier’s words', width: 'minmax(120px, 1.4fr)', isWhole: true },
    cell: ({ group }) => {
      const [first, ...others] = textsOf(group);
      return others.length > 0 ? `${others.length + 1} alarms, each below` : first;
    },
    title: ({ group }) => textsOf(group).join('\n'),
  },
  {
    ...{ id: 'handling', head: 'Who has it', width: '116px', sortBy: ({ under }) => handlingOf(under) },
    cell: ({ group }) => handlingOf(group),
    title: ({ group }) => handlingOf(group),
  },
  {
    ...{ id: 'age', head: 'Age', width: '72px', align: 'right', sortBy: ({ under }) => -under.sinceMs },
    cell: ({ group }) => <Age sinceMs={group.sinceMs} />,
  },
];
