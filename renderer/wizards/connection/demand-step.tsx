import { Select } from '@mantine/core';
import type { OrderCandidates } from '../../../core/contract/route-choices';
import { provenances } from '../../../core/model/latency';
import { objectives, recoveryPolicies, revertRules } from '../../../core/model/order';
import { DiversityFields, PriorityField, RateFields, TermFields } from '../../orders/demand-fields';
import { orderInputs } from '../../orders/order-inputs';
import { WhoseFields } from '../../orders/whose-fields';
import form from '../../ui/form.module.css';
import { counted, formatMs } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import type { Asked } from './asked';
import classes from './connection.module.css';
import type { Typing } from './ends-step';

const fields = `${form['fields'] ?? ''} ${classes['fields'] ?? ''}`;

/** For whom, how much, how slow at most, and what is to happen when it breaks. What could be had is told as one types. */
export function DemandStep({ answer, asked, ...typing }: Typing & { readonly answer: OrderCandidates | null; readonly asked: Asked }) {
  const { choice } = orderInputs(typing);
  return (
    <div className={classes['page']}>
      <section aria-labelledby="whose">
        <h2 id="whose">Whose it is</h2>
        <div className={fields}>
          <WhoseFields {...typing} hasFocus={false} />
        </div>
      </section>
      <section aria-labelledby="what">
        <h2 id="what">Rate and latency limit</h2>
        <div className={fields}>
          <RateFields {...typing} />
          <Select label="Proposed is the route with the least" {...choice('objective', objectives, 'latency')} />
          <Select label="Readings at least" {...choice('provenance', provenances, 'derived')} />
          <PriorityField typing={typing} label="Priority, 1 is served first" />
        </div>
      </section>
      <section aria-labelledby="recovery">
        <h2 id="recovery">Recovery and diversity</h2>
        <div className={fields}>
          <Select label="Alternatives are found" {...choice('recovery', recoveryPolicies, 'after')} />
          <Select label="Back to its first route" {...choice('revert', revertRules, 'never')} />
          <span />
          <DiversityFields {...typing} placeholder="of none" />
          <TermFields {...typing} />
        </div>
      </section>
      <Verdict answer={answer} isOld={asked.isAsking} />
    </div>
  );
}

function Verdict({ answer, isOld }: { readonly answer: OrderCandidates | null; readonly isOld: boolean }) {
  const said = (): React.ReactNode => {
    if (answer === null) return <StateMark mark={{ shape: 'dotted' }}>It is looked up as you type.</StateMark>;
    switch (answer.kind) {
      case 'malformed':
        return <StateMark mark={{ shape: 'circle' }}>Routes are looked up as soon as who, how much and how fast is said.</StateMark>;
      case 'refused':
        return <StateMark mark={{ severity: 'minor' }}>{answer.message}</StateMark>;
      case 'served': {
        const free = answer.candidates.filter(({ against }) => against.length === 0);
        const best = free.find(({ isProposed }) => isProposed) ?? free[0];
        return (
          <StateMark mark={{ shape: 'dot' }}>
            {counted(free.length, 'route')} can be taken now
            {best ? `; the proposed one takes ${formatMs(best.shown.oneWayNs, 3)} one way, margin ${formatMs(best.marginNs, 3)}` : ''}.
          </StateMark>
        );
      }
      case 'waits':
        return <StateMark mark={{ severity: 'warning' }}>It would wait: {answer.message}</StateMark>;
      case 'none':
        return <StateMark mark={{ severity: 'minor' }}>It would be rejected: {answer.message}</StateMark>;
    }
  };
  return (
    <div className={classes['verdict']} role="status" aria-label="What could be had" data-old={isOld || undefined}>
      {said()}
    </div>
  );
}
