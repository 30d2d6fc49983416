import { Button } from '@mantine/core';
import type { ImpairmentRow } from '../../../core/contract/live';
import { addressOf } from '../../app/address';
import { groupFacts, groupOfOne } from '../../recovery/impairment-groups';
import { severityWhy } from '../../recovery/impairment-rows';
import { counted } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import { Age, UtcTime } from '../../ui/times';
import type { NetworkKnown } from '../network-model';
import classes from './inspector.module.css';
import { Facts, Head, Pick, Section, type OnSelect } from './pieces';

/** What went wrong, whom it hit, and what became of each. */
export function ImpairmentInspector({
  id,
  row,
  known,
  onSelect,
}: {
  readonly id: string;
  readonly row: ImpairmentRow;
  readonly known: NetworkKnown;
  readonly onSelect: OnSelect;
}) {
  const { subject } = row;
  const group = known.groups.find(({ members }) => members.some((member) => member.id === id)) ?? groupOfOne(row);
  const { risk, severity, hits } = group;
  const isOnMap = subject.kind === 'resource' || subject.kind === 'node' || subject.kind === 'interconnect';
  return (
    <>
      <Head what="Impairment" id={id} title={group.words} onClose={onSelect}>
        <StateMark mark={{ severity }} title={severityWhy[severity]}>
          {severity}
        </StateMark>
        <span>
          <Age sinceMs={group.sinceMs} isRelative />
        </span>
      </Head>
      <Section title="What happened">
        <p>{risk === null ? row.text : `${groupFacts(group)}.`}</p>
        <Facts
          rows={[
            [
              subject.kind,
              isOnMap ? (
                <Pick to={{ kind: subject.kind, id: subject.id }} onSelect={onSelect}>
                  {row.subjectName}
                </Pick>
              ) : (
                row.subjectName
              ),
            ],
            ['Since', <UtcTime key="since" atMs={group.sinceMs} withDate />],
            group.resourceCount > 1 ? ['Together with', counted(group.resourceCount - 1, 'more resource')] : null,
            row.handling.acknowledgedBy === null ? null : ['Acknowledged by', row.handling.acknowledgedBy],
            row.handling.owner === null ? null : ['Owner', row.handling.owner],
          ]}
        />
      </Section>
      <Section title="Whom it hits" aside={counted(hits.length, 'connection')}>
        {hits.length === 0 ? (
          <p className={classes['sub']}>No connection uses it.</p>
        ) : (
          <ul className={classes['list']}>
            {hits.slice(0, 60).map(({ orderId, outcome, text }) => (
              <li key={orderId}>
                <span className={classes['line']}>
                  <Pick to={{ kind: 'order', id: orderId }} onSelect={onSelect}>
                    {orderId}
                  </Pick>
                  <span className={classes['aside']}>{outcome}</span>
                </span>
                {text !== '' && <span className={classes['sub']}>{text}</span>}
              </li>
            ))}
          </ul>
        )}
        {hits.length > 60 && <p className={classes['sub']}>and {hits.length - 60} more: look at them in Recovery.</p>}
      </Section>
      <Section>
        <div className={classes['actions']}>
          <Button variant="filled" component="a" href={addressOf('recovery', [risk ?? id])}>
            Look at it in Recovery
          </Button>
        </div>
      </Section>
    </>
  );
}
