import { Button } from '@mantine/core';
import { IconCalendarTime, IconFlask } from '@tabler/icons-react';
import type { SupposedShown, WhatIfShown } from '../../core/contract/shapes';
import { addressOf, goTo, useAddress } from '../app/address';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useSiteOfNode } from '../orders/use-site-of-node';
import { counted, formatMs, formatMsNumber } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { marginSeverity } from '../ui/severity';
import { Age } from '../ui/times';
import { viaWords } from './recovery-words';
import { SubjectPicker } from './subject-picker';
import { subjectsInAddress, subjectsOfAddress } from './subjects';
import classes from './what-if-view.module.css';

/** Rehearses a failure over the orders in service as they are now: whom it hits, where they would go, who is left. Nothing is touched. */
export function WhatIfView() {
  const may = useMay();
  const { query } = useAddress();
  const subjects = subjectsOfAddress(query.get('of'));
  const asked = useAnswer(
    'what-if',
    subjects.length === 0 ? null : { suppositions: subjects.map((subject) => ({ kind: 'fails', subject })) },
  );
  const shown = asked.output;
  return (
    <div className={classes['view']}>
      <div className={classes['asked']}>
        <SubjectPicker
          label="What fails, all together"
          subjects={subjects}
          onChange={(next) => {
            goTo(addressOf('recovery', [], { tab: 'what-if', of: subjectsInAddress(next) }), { replace: true });
          }}
        />
        {subjects.length > 0 && (
          <div className={classes['acts']}>
            <Button leftSection={<IconFlask size={14} />} loading={asked.isAsking} onClick={asked.askAgain}>
              Rehearse again
            </Button>
            <Button
              component="a"
              leftSection={<IconCalendarTime size={14} />}
              href={addressOf('recovery', [], { tab: 'maintenance', of: subjectsInAddress(subjects), plan: 'new' })}
              {...may('windows.plan')}
            >
              Plan maintenance of it
            </Button>
            {asked.atMs !== null && (
              <span className={classes['quiet']}>
                rehearsed <Age sinceMs={asked.atMs} isRelative />
              </span>
            )}
          </div>
        )}
      </div>
      {subjects.length === 0 ? (
        <EmptyPanel icon={<IconFlask size={20} />} title="Rehearse a failure">
          <p>
            Choose what would fail, above, or on the map. The orders in service are taken as they are, and restored as in earnest: the same
            alternatives, the same limits, each taking its capacity from those that come after it. Nothing is touched.
          </p>
        </EmptyPanel>
      ) : shown ? (
        <Rehearsed shown={shown} error={asked.error} />
      ) : asked.error === '' ? (
        <LoadingRows label="The failure is being rehearsed" />
      ) : (
        <FailedPanel title="It cannot be rehearsed" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
          <p>{asked.error}</p>
        </FailedPanel>
      )}
    </div>
  );
}

function Rehearsed({ shown: { hits, unhit, elapsedMs }, error }: { readonly shown: WhatIfShown; readonly error: string }) {
  const siteOf = useSiteOfNode();
  const moved = hits.filter(({ route }) => route !== null).length;
  const held = hits.filter(({ isHeldBack }) => isHeldBack).length;
  const narrow = hits.filter(({ marginNs, limitNs }) => marginNs !== null && marginSeverity(marginNs, limitNs) !== 'calm').length;
  return (
    <>
      <p className={classes['total']} role="status">
        <b>{counted(hits.length, 'connection')} hit</b>: {moved} would be restored
        {narrow > 0 && ` (${narrow} of them with less than 5 % margin)`}, <b>{hits.length - moved - held} would be left without a route</b>
        {held > 0 && `, ${held} would wait for you`}; {counted(unhit, 'other')} in service untouched. Found in {Math.round(elapsedMs)} ms.
        {error !== '' && ` What you see is from before: ${error}`}
      </p>
      <div className={classes['table']}>
        <RowTable
          label="Whom it would hit"
          rows={hits}
          columns={columns(siteOf)}
          keyOf={({ orderId }) => orderId}
          onSelect={({ orderId }) => {
            goTo(addressOf('orders', [orderId]));
          }}
          empty={
            <EmptyPanel title="No connection would be hit">
              <p>Nothing in service runs over it.</p>
            </EmptyPanel>
          }
        />
      </div>
    </>
  );
}

const columns = (siteOf: (nodeId: string) => string | null): readonly RowColumn<SupposedShown>[] => [
  {
    ...{ id: 'state', head: 'It would be', width: '112px', sortBy: ({ route }) => (route === null ? 0 : 1) },
    cell: ({ route, isHeldBack }) =>
      route !== null ? (
        <StateMark mark={{ shape: 'dot' }}>restored</StateMark>
      ) : (
        <StateMark mark={{ severity: 'critical' }}>{isHeldBack ? 'held back' : 'no route'}</StateMark>
      ),
  },
  {
    ...{ id: 'order', head: 'Order', width: '112px', sortBy: ({ orderId }) => orderId },
    cell: ({ orderId }) => <bdi className="mono">{orderId}</bdi>,
    title: ({ orderId }) => orderId,
  },
  {
    ...{ id: 'customer', head: 'Customer', width: 'minmax(96px, 0.7fr)', sortBy: ({ customer }) => customer },
    cell: ({ customer }) => <bdi>{customer}</bdi>,
    title: ({ customer }) => customer,
  },
  { id: 'priority', head: 'Prio', width: '48px', align: 'right', cell: ({ priority }) => priority, sortBy: ({ priority }) => priority },
  {
    ...{ id: 'why', head: 'Hit by', width: 'minmax(132px, 0.9fr)', isWhole: true },
    cell: ({ why }) => (why.length > 1 ? `${why[0] ?? ''}; ${counted(why.length - 1, 'more part')}` : (why[0] ?? '')),
    title: ({ why }) => why.join('\n'),
  },
  {
    ...{ id: 'via', head: 'It would go by', width: 'minmax(132px, 1fr)', isWhole: true },
    cell: ({ route }) => (route ? viaWords(route, siteOf) : '–'),
  },
  {
    ...{ id: 'latency', head: 'Then ms', width: '72px', align: 'right', sortBy: ({ route }) => route?.oneWayNs ?? Infinity },
    cell: ({ route }) => (route ? formatMsNumber(route.oneWayNs) : '–'),
    title: ({ route, limitNs }) => (route ? `${formatMs(route.oneWayNs, 3)} of ${formatMs(limitNs, 3)}` : ''),
  },
  {
    ...{ id: 'margin', head: 'Margin ms', width: '76px', align: 'right', sortBy: ({ marginNs }) => marginNs ?? -Infinity },
    cell: ({ marginNs, limitNs }) =>
      marginNs === null ? (
        '–'
      ) : (
        <span data-severity={marginSeverity(marginNs, limitNs)} className={classes['margin']}>
          {formatMsNumber(marginNs)}
        </span>
      ),
  },
  { id: 'text', head: 'How', width: 'minmax(220px, 1.6fr)', isWhole: true, cell: ({ text }) => text },
];
