import { Radio, Select } from '@mantine/core';
import type { ConnectingShown, MappingShown } from '../../../core/contract/connecting';
import { counted, formatCount, formatMs } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { RowTable, type RowColumn } from '../../ui/row-table';
import { StateMark } from '../../ui/state-mark';
import parts from '../step-parts.module.css';
import type { OpenDraft } from '../use-draft';
import { withMapping, type CarrierFields } from './carrier-draft';

type Rule = MappingShown['dedicated'];
type Link = ConnectingShown['network']['links'][number];
const usual = { name: 'CVN', value: 'dedicated' };
const keyOf = ({ name, value }: { readonly name: string; readonly value: string }): string => `${name} = ${value}`;

const columns: readonly RowColumn<Link>[] = [
  {
    id: 'name',
    head: 'Link',
    width: 'minmax(140px, 1fr)',
    cell: ({ name }) => name,
    sortBy: ({ name }) => name,
    title: ({ name }) => name,
  },
  {
    ...{ id: 'dedicated', head: 'Dedicated', width: '120px', sortBy: ({ isDedicated }) => (isDedicated ? 0 : 1) },
    cell: ({ isDedicated }) => (
      <StateMark mark={{ shape: isDedicated ? 'dot' : 'dash' }}>{isDedicated ? 'dedicated' : 'its own'}</StateMark>
    ),
  },
  {
    ...{ id: 'latency', head: 'Latency', width: '120px', align: 'right' },
    cell: ({ latency }) => (latency === null ? 'unknown' : formatMs(Math.max(latency.azNs, latency.zaNs), 3)),
    sortBy: ({ latency }) => (latency === null ? Infinity : Math.max(latency.azNs, latency.zaNs)),
  },
];

/** By which of its marks a link counts as given to the virtual network. */
export function DedicatedStep({ shown, draft }: { readonly shown: ConnectingShown; readonly draft: OpenDraft<CarrierFields> }) {
  const { mapping, linkMarks, listed, network, carrier } = shown;
  const rule = mapping.dedicated;
  const setRule = (next: Rule): void => {
    const isUsual = typeof next === 'object' && next.name === usual.name && next.value === usual.value;
    draft.change({ mapping: withMapping(draft.fields.mapping, { dedicated: isUsual ? undefined : next }) });
  };
  const marks = linkMarks.some((mark) => typeof rule === 'object' && keyOf(mark) === keyOf(rule))
    ? linkMarks
    : typeof rule === 'object'
      ? [{ ...rule, links: 0 }, ...linkMarks]
      : linkMarks;
  const isMarked = typeof rule === 'object';
  return (
    <div className={parts['columns']}>
      <Panel
        title="Its links"
        fact={`${formatCount(listed.dedicatedLinks)} of ${formatCount(listed.links)} would be dedicated`}
        className={parts['fill']}
      >
        <RowTable
          label="Links"
          rows={network.links}
          columns={columns}
          keyOf={({ id }) => id}
          sort={{ columnId: 'dedicated', isDescending: true }}
          empty="It lists no links."
        />
      </Panel>
      <div className={parts['column']}>
        <Panel title="Which links count as dedicated">
          <div className={parts['inside']}>
            <Radio.Group
              aria-label="Which links count as dedicated"
              value={isMarked ? 'marked' : rule}
              onChange={(value) => {
                if (value === 'marked') setRule(marks[0] ? { name: marks[0].name, value: marks[0].value } : usual);
                else setRule(value === 'all' ? 'all' : 'none');
              }}
            >
              <div className={parts['column']}>
                <Radio value="marked" label="Those that bear a mark" description="A name entry of the link, as the carrier writes it" />
                <Radio value="all" label="All" description="Everything that its manager shows us" />
                <Radio value="none" label="None" description="It only orders: its links are for its own orders" />
              </div>
            </Radio.Group>
            {isMarked && (
              <Select
                label="The mark"
                data={marks.map((mark) => ({ value: keyOf(mark), label: `${keyOf(mark)} (${counted(mark.links, 'link')})` }))}
                allowDeselect={false}
                searchable
                value={keyOf(rule)}
                onChange={(value) => {
                  const mark = marks.find((each) => keyOf(each) === value);
                  if (mark) setRule({ name: mark.name, value: mark.value });
                }}
              />
            )}
            <p>
              {listed.dedicatedLinks === 0
                ? `None of its links would be offered to orders of other carriers${carrier.role === 'accessing' ? ', as an accessing carrier has it' : ': is this what is meant?'}.`
                : `${counted(listed.dedicatedLinks, 'link')} would be offered to everybody’s orders; the other ${formatCount(listed.links - listed.dedicatedLinks)} only to the carrier’s own.`}
            </p>
          </div>
        </Panel>
      </div>
    </div>
  );
}
