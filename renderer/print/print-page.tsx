import { Button } from '@mantine/core';
import { addressOf, goTo, useAddress } from '../app/address';
import { EmptyPanel } from '../ui/panel-state';
import { ComplianceSheet } from './compliance-sheet';
import { HandOverSheet } from './hand-over-sheet';
import { IncidentReport } from './incident-report';
import { OrderDatasheet } from './order-datasheet';

/** `#/print/order/ORD-7`, `#/print/incident/ID…`, `#/print/compliance?from=…&to=…`, `#/print/hand-over?from=…&to=…`: a page of its own, for paper. */
export function PrintPage() {
  const { rest, query } = useAddress();
  const [what, ...ids] = rest;
  const [id] = ids;
  if (what === 'order' && id !== undefined) return <OrderDatasheet key={id} orderId={id} />;
  if (what === 'incident' && id !== undefined) return <IncidentReport key={ids.join()} impairmentIds={ids} />;
  if (what === 'hand-over') return <HandOverSheet fromMs={timeFrom(query.get('from'))} toMs={timeFrom(query.get('to'))} />;
  if (what === 'compliance')
    return (
      <ComplianceSheet
        fromMs={timeFrom(query.get('from'))}
        toMs={timeFrom(query.get('to'))}
        customer={query.get('customer')}
        orderId={query.get('order')}
      />
    );
  return (
    <EmptyPanel title="There is no such page to print">
      <p>An order has a datasheet, an incident a report, and a period a report of compliance: each is printed from where it is shown.</p>
      <Button
        onClick={() => {
          goTo(addressOf(''));
        }}
      >
        Back to the console
      </Button>
    </EmptyPanel>
  );
}

/** Milliseconds since the epoch, as an address has them. */
function timeFrom(text: string | null): number | null {
  const atMs = Number(text ?? NaN);
  return Number.isSafeInteger(atMs) && atMs >= 0 ? atMs : null;
}
