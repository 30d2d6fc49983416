import { Button, Group, Modal, Radio, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRoute } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { OrderCheck } from '../../core/contract/shapes';
import { provenances } from '../../core/model/latency';
import { objectives, recoveryPolicies, revertRules } from '../../core/model/order';
import { orderFields, type OrderField, type OrderFields } from '../../core/model/order-fields';
import { whenHeards, type WhenHeard } from '../../core/model/queued-order';
import { useOperator } from '../app/operator';
import { useClient, useTable } from '../client/use-client';
import { formatMs } from '../ui/numbers';
import { marginSeverity, type Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { EndSelect } from './end-select';
import { DiversityFields, PriorityField, RateFields, TermFields } from './demand-fields';
import { firstAccessing, orderInputs, sentFields } from './order-inputs';
import { nextOrderId } from './next-order-id';
import form from '../ui/form.module.css';
import classes from './order-form.module.css';
import { problemWords } from './problem-words';
import { WhoseFields } from './whose-fields';
import { whenHeardNames } from './queued-words';
import { useAnswer } from '../client/use-answer';
import { newWizard } from '../wizards/wizard-address';

/** Typing pauses this long before it is checked. */
const pauseMs = 250;

/** A new order. As one types the host says what would become of it, or what is wrong. */
export function OrderForm({ onClose, onSubmitted }: { readonly onClose: () => void; readonly onSubmitted: (orderId: string) => void }) {
  const client = useClient();
  const by = useOperator();
  const orders = useTable('orders');
  const carriers = useTable('carriers');
  // What is known comes in while one types already; from then on an id that was shown stays.
  const usual = useMemo(
    (): OrderFields => ({
      order: nextOrderId(orders.rows.keys()),
      accessing: firstAccessing(carriers.rows.values()),
      signal: '10GE-LAN',
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the rows change all the time
    [orders.isWhole, carriers.isWhole],
  );
  const [changed, setChanged] = useState<OrderFields>({});
  const typed = useMemo((): OrderFields => ({ ...usual, ...changed }), [usual, changed]);
  const [touched, setTouched] = useState<ReadonlySet<OrderField>>(new Set());
  const [isSubmitting, setSubmitting] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [whenHeard, setWhenHeard] = useState<WhenHeard>('send-equal');
  const fields = useMemo(() => sentFields(typed), [typed]);
  const [settled] = useDebouncedValue(fields, pauseMs);
  const asked = useAnswer('orders.check', settled);
  const check = asked.output;
  const isCurrent = settled === fields && !asked.isAsking;
  const problems = new Map(
    (check?.kind === 'malformed' ? check.problems : []).map(({ field, message }) => [field, problemWords(field, message)]),
  );

  const set = (field: OrderField, value: string | null): void => {
    setChanged({ ...changed, [field]: value ?? '' });
    setTouched(new Set([...touched, field]));
    setRefusal('');
  };
  const touch = (field: OrderField): void => {
    setTouched(new Set([...touched, field]));
  };
  /** What is missing is told once one has been there, or wants to submit. */
  const problem = (field: OrderField): string | undefined => (touched.has(field) ? problems.get(field) : undefined);
  const typing = { typed, set, touch, problem };
  const { choice } = orderInputs(typing);
  const submit = async (): Promise<void> => {
    setTouched(new Set(orderFields));
    if (check?.kind === 'malformed' && isCurrent) return;
    setSubmitting(true);
    const outcome = await client.call('orders.submit', { fields, whenHeard, by });
    setSubmitting(false);
    if (outcome.kind === 'answer') onSubmitted(outcome.output.orderId);
    else setRefusal(outcome.kind === 'error' ? outcome.error.message : outcome.message);
  };
  return (
    <Modal opened onClose={onClose} size={720} title="New order" closeOnClickOutside={false}>
      <form
        className={form['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={form['fields']}>
          <WhoseFields {...typing} hasFocus />
          <EndSelect
            label="A"
            value={typed.a ?? ''}
            error={problem('a')}
            onChange={(value) => {
              set('a', value);
            }}
          />
          <EndSelect
            label="Z"
            value={typed.z ?? ''}
            error={problem('z')}
            onChange={(value) => {
              set('z', value);
            }}
          />
          <RateFields {...typing} about="What it carries" />
          <Select label="Alternatives are found" {...choice('recovery', recoveryPolicies, 'after')} />
          <PriorityField typing={typing} label="Priority" description="1 is served first" />
        </div>
        <details className={classes['more']}>
          <summary>Dates, readings, diversity, way back</summary>
          <div className={form['fields']}>
            <Select label="Chosen by" {...choice('objective', objectives, 'latency')} />
            <Select label="Readings at least" {...choice('provenance', provenances, 'derived')} />
            <Select label="Back to its first route" {...choice('revert', revertRules, 'never')} />
            <TermFields {...typing} />
            <span />
            <DiversityFields {...typing} />
          </div>
        </details>
        {check?.kind === 'waits' && (
          <Radio.Group
            className={classes['whenHeard'] ?? ''}
            label="When the carriers on its way are heard, it is checked again"
            value={whenHeard}
            onChange={(value) => {
              setWhenHeard(value === 'ask' ? 'ask' : 'send-equal');
            }}
          >
            <Group gap="lg" mt={4}>
              {whenHeards.map((each) => (
                <Radio key={each} size="xs" value={each} label={whenHeardNames[each]} />
              ))}
            </Group>
          </Radio.Group>
        )}
        <Verdict {...{ check, isCurrent, refusal, touched }} fault={asked.error} />
        <div className={form['foot']}>
          <Button
            component="a"
            href={newWizard('connection', fields)}
            className={classes['compare'] ?? ''}
            leftSection={<IconRoute size={14} />}
          >
            Compare routes and choose
          </Button>
          <Button onClick={onClose}>Do not order</Button>
          <Button type="submit" variant="filled" loading={isSubmitting}>
            Submit the order
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface VerdictProps {
  readonly check: OrderCheck | null;
  /** False: something was typed since, or it is being checked. */
  readonly isCurrent: boolean;
  readonly fault: string;
  readonly refusal: string;
  readonly touched: ReadonlySet<OrderField>;
}

/** What would become of it, were it submitted now. */
function Verdict({ check, isCurrent, fault, refusal, touched }: VerdictProps) {
  const said = (): { readonly mark: Mark; readonly words: string } => {
    if (refusal !== '') return { mark: { severity: 'major' }, words: `Not submitted: ${refusal}` };
    if (fault !== '') return { mark: { severity: 'indeterminate' }, words: `It cannot be checked now: ${fault}` };
    if (check === null) return { mark: { shape: 'dotted' }, words: 'It is checked as you type.' };
    switch (check.kind) {
      case 'malformed': {
        const open = check.problems.filter(({ field }) => orderFields.some((name) => name === field && !touched.has(name)));
        const told = check.problems.find((each) => !open.includes(each));
        const words = told === undefined ? 'Say who, from where to where, and how fast.' : problemWords(told.field, told.message);
        return { mark: { shape: 'circle' }, words };
      }
      case 'refused':
        return { mark: { severity: 'minor' }, words: check.message };
      case 'served': {
        const { oneWayNs, limitNs } = check;
        if (oneWayNs === null) return { mark: { shape: 'dot' }, words: `Would be served: ${check.message}` };
        const low = marginSeverity(limitNs - oneWayNs, limitNs) === 'calm' ? '' : ', little';
        return {
          mark: { shape: 'dot' },
          words: `Would be served at ${formatMs(oneWayNs, 3)} one way, margin ${formatMs(limitNs - oneWayNs, 3)}${low}.`,
        };
      }
      case 'waits':
        return { mark: { severity: 'warning' }, words: `Would wait: ${check.message}` };
      case 'rejected':
        return { mark: { severity: 'minor' }, words: `Would be rejected: ${check.message}` };
      case 'undecided':
        return { mark: { severity: 'indeterminate' }, words: `Not decided: ${check.message}` };
    }
  };
  const { mark, words } = said();
  return (
    <div className={classes['verdict']} role="status" data-old={!isCurrent || undefined}>
      <StateMark mark={mark}>
        <bdi className={classes['words']}>{words}</bdi>
      </StateMark>
    </div>
  );
}
