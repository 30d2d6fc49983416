import { Textarea, TextInput } from '@mantine/core';
import { circuitFieldLabels, circuitRowColumns, fieldError, type CircuitRow } from '../../circuits/circuit-rows';
import { pastedColumns } from '../../circuits/pasted-circuits';
import { RowTable } from '../../ui/row-table';
import { Segments } from '../../ui/segments';
import type { OpenDraft } from '../use-draft';
import { mostPasted, type CircuitsFields } from './circuits-fields';
import classes from './circuits.module.css';

interface UsersStepProps {
  readonly draft: OpenDraft<CircuitsFields>;
  readonly shown: readonly CircuitRow[];
  readonly isBlank: boolean;
  /** Why the list cannot be read; empty: it can. */
  readonly malformed: string;
}

const modes = [
  { value: 'list', label: 'A list' },
  { value: 'one', label: 'One' },
] as const;

/** Whose circuits: one, or a pasted list, checked line by line as it is typed. */
export function UsersStep({ draft: { fields, change }, shown, isBlank, malformed }: UsersStepProps) {
  const { mode, typed, pasted } = fields;
  return (
    <div className={classes['users']}>
      <section className={classes['column']} aria-label="End users">
        <Segments
          label="How many"
          value={mode}
          options={modes}
          onChange={(next) => {
            change({ mode: next });
          }}
        />
        {mode === 'one' ? (
          pastedColumns.map((name) => (
            <TextInput
              key={name}
              label={circuitFieldLabels[name].label}
              placeholder={circuitFieldLabels[name].hint}
              value={typed[name] ?? ''}
              maxLength={201}
              error={fieldError(shown[0]?.verdict ?? undefined, name)}
              onChange={(event) => {
                change({ typed: { ...typed, [name]: event.currentTarget.value } });
              }}
            />
          ))
        ) : (
          <Textarea
            label="Orders, one a line, from a spreadsheet or a CSV file"
            description={`Separated by tabs, semicolons or commas: ${pastedColumns.join(', ')}; the last two may be left out. A first line with names may put them in another order.`}
            placeholder={'C-1, Elm Street 5, 1-1-8-17\nC-2, Elm Street 6, 1-1-8-18'}
            value={pasted}
            error={malformed === '' ? undefined : malformed}
            classNames={{ root: classes['area'] ?? '', wrapper: classes['areaWrapper'] ?? '', input: `mono ${classes['areaInput'] ?? ''}` }}
            maxLength={mostPasted}
            onChange={(event) => {
              change({ pasted: event.currentTarget.value });
            }}
          />
        )}
      </section>
      <div className={classes['table']}>
        <RowTable
          label="Orders, line by line"
          rows={shown}
          columns={circuitRowColumns}
          keyOf={({ line }) => String(line)}
          empty={isBlank ? 'Each order has its line here as soon as it is typed: what it lacks, or what becomes of it.' : ''}
        />
      </div>
    </div>
  );
}
