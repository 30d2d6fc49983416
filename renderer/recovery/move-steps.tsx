import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { MovePlanShown, MoveStepShown } from '../../core/contract/recovery';
import { CarrierName } from '../ui/carrier-name';
import { Panel } from '../ui/panel';
import classes from './move-steps.module.css';

/** What goes over the wire (RFC 8040): a service is made, changed, read and deleted. */
const verbs: Readonly<Record<MoveStepShown['kind'], string>> = {
  create: 'POST',
  modify: 'PATCH',
  'read-back': 'GET',
  delete: 'DELETE',
  keep: 'none',
};

/** `7c1e…40d2` */
const shortId = (id: string): string => (id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`);

const subjectOf = ({ kind, serviceId }: MoveStepShown): string => {
  if (kind === 'create') return 'connectivity-service, new';
  if (kind === 'read-back') return 'its connection';
  return `connectivity-service ${serviceId === null ? '' : shortId(serviceId)}`;
};

/** Exactly what a move will ask which carrier for, in its order; nothing else is touched. */
export function MoveSteps({ title, plan }: { readonly title: string; readonly plan: MovePlanShown }) {
  return (
    <Panel
      title={title}
      fact={<span title={plan.how}>{plan.how}</span>}
      className={classes['panel']}
      actions={
        <>
          <span className={classes['quiet']}>nothing else is touched</span>
          <CopyButton value={textOf(plan)}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? 'Copied' : 'Copy the steps'}>
                <ActionIcon aria-label="Copy the steps" onClick={copy}>
                  {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        </>
      }
    >
      <StepTable plan={plan} label={title} />
    </Panel>
  );
}

export function StepTable({ plan, label }: { readonly plan: MovePlanShown; readonly label: string }) {
  return (
    <table className={classes['steps']} aria-label={label}>
      <tbody>
        {plan.steps.map((step, at) => (
          <tr key={at}>
            <td className={classes['quiet']}>{step.kind === 'keep' ? '–' : at + 1}</td>
            <td>
              <CarrierName carrierId={step.carrierId} />
            </td>
            <td className="mono">{verbs[step.kind]}</td>
            <td className="mono" title={step.serviceId ?? undefined}>
              {subjectOf(step)}
            </td>
            <td className={classes['text']} title={step.text}>
              {step.text}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const textOf = ({ steps, how }: MovePlanShown): string =>
  [
    how,
    ...steps.map((step, at) => `${at + 1}. ${step.carrierName} ${verbs[step.kind]} ${step.serviceId ?? subjectOf(step)}: ${step.text}`),
  ].join('\n');
