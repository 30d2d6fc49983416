import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { requestStatuses, type RequestStatus } from '../../core/model/virtual-path';
import { useAnswer } from '../client/use-answer';
import classes from './conditions-workbench.module.css';

const initial = { currentVci: 603, lastVci: 616, deltaThreshold: 32, bulkSize: 64, elapsedS: 48, timeThresholdS: 90 };
type Typed = Readonly<Record<keyof typeof initial, number>>;

const fields: readonly { readonly name: keyof Typed; readonly label: string; readonly least: number }[] = [
  { name: 'currentVci', label: 'currentVci', least: -1 },
  { name: 'lastVci', label: 'lastVci', least: -1 },
  { name: 'deltaThreshold', label: 'deltaThreshold', least: 0 },
  { name: 'elapsedS', label: 'elapsed, s', least: 0 },
  { name: 'timeThresholdS', label: 'timeThreshold, s', least: 1 },
  { name: 'bulkSize', label: 'bulkSize', least: 1 },
];

/** What a table comes to with values that the operator types. */
export function TryParameters({ table }: { readonly table: string }) {
  const [status, setStatus] = useState<RequestStatus>('IN_PROCESS');
  const [typed, setTyped] = useState<Typed>(initial);
  const { elapsedS, timeThresholdS, ...whole } = typed;
  // Any moment will do: only the time that has elapsed counts.
  const currentTimeMs = 100_000_000;
  const asked = useAnswer(
    'conditions.try',
    {
      table,
      parameters: {
        ...{ ...whole, status, currentTimeMs, timeThresholdMs: Math.max(1, Math.round(timeThresholdS * 1000)) },
        startTimeMs: status === 'IN_PROCESS' ? Math.max(0, currentTimeMs - Math.round(elapsedS * 1000)) : null,
      },
    },
    { settleMs: 200, everyMs: 200 },
  );
  const { output } = asked;
  const [tried] = output?.kind === 'tried' ? output.tried : [];
  return (
    <>
      <div className={classes['parameters']}>
        <Select
          label="status"
          data={[...requestStatuses]}
          value={status}
          allowDeselect={false}
          onChange={(value) => {
            const chosen = requestStatuses.find((each) => each === value);
            if (chosen) setStatus(chosen);
          }}
        />
        {fields.map(({ name, label, least }) => (
          <NumberInput
            key={name}
            size="xs"
            label={label}
            min={least}
            max={1_000_000}
            allowDecimal={name.endsWith('S')}
            disabled={name === 'elapsedS' && status !== 'IN_PROCESS'}
            value={typed[name]}
            onChange={(value) => {
              if (typeof value === 'number') setTyped((before) => ({ ...before, [name]: value }));
            }}
          />
        ))}
      </div>
      <div className={classes['result']} role="status">
        {tried ? (
          <>
            <b>{tried.text}</b>
            {tried.applied && <p>{tried.applied.outcome}.</p>}
          </>
        ) : output?.kind === 'malformed' ? (
          'It cannot be tried before every line can be read.'
        ) : (
          asked.error || 'Being tried …'
        )}
      </div>
    </>
  );
}
