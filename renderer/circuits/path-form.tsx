import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PathShown, SwitchShown } from '../../core/contract/circuit-shapes';
import { exactDuration } from '../../core/model/duration';
import { useOperator } from '../app/operator';
import { useClient } from '../client/use-client';
import classes from '../ui/form.module.css';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly of: (path: PathShown) => string;
  readonly options?: readonly string[];
  /** It is said once, when the path is added. */
  readonly isFixed?: boolean;
}

const fields: readonly Field[] = [
  { name: 'path', label: 'Path', hint: 'VP-3', of: ({ id }) => id, isFixed: true },
  { name: 'switch', label: 'Access switch', hint: '', of: ({ switchId }) => switchId, isFixed: true, options: [] },
  { name: 'provider', label: 'Service provider', hint: 'Brightwater', of: ({ provider }) => provider },
  { name: 'side', label: 'Side', hint: 'UNI', of: ({ side }) => side, isFixed: true, options: ['UNI', 'NNI'] },
  { name: 'vpi', label: 'VPI', hint: '3', of: ({ vpi }) => String(vpi), isFixed: true },
  { name: 'vcis', label: 'VCIs, first-last', hint: '32-1023', of: ({ vcis }) => `${vcis.first}-${vcis.last}` },
  { name: 'delta-threshold', label: 'Delta threshold', hint: '8', of: ({ deltaThreshold }) => String(deltaThreshold) },
  { name: 'bulk-size', label: 'Bulk size', hint: '32', of: ({ bulkSize }) => String(bulkSize) },
  { name: 'time-threshold', label: 'Time threshold', hint: '30 s', of: ({ timeThresholdMs }) => exactDuration(timeThresholdMs) },
  { name: 'attempts', label: 'Attempts, then held', hint: '5', of: ({ maxAttempts }) => String(maxAttempts) },
  { name: 'backoff', label: 'Backoff after a failure', hint: '5 s', of: ({ backoffMs }) => exactDuration(backoffMs) },
  { name: 'quarantine', label: 'Quarantine', hint: '10 min', of: ({ quarantineMs }) => exactDuration(quarantineMs) },
  {
    ...{ name: 'reserve', label: 'Reserve, while more are asked for', hint: 'use', options: ['use', 'hold'] },
    of: ({ isReserveHeld }) => (isReserveHeld ? 'hold' : 'use'),
  },
  { name: 'order', label: 'Carried by order', hint: 'none of ours', of: ({ carriedByOrderId }) => carriedByOrderId ?? '' },
];

interface PathFormProps {
  /** null: one is added. */
  readonly path: PathShown | null;
  readonly switches: readonly SwitchShown[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: (pathId: string) => void;
}

/** Adds a path, or changes what can be changed of one: only what was changed is sent. */
export function PathForm(props: PathFormProps) {
  const { path, isOpen, onClose } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} size={720} title={path === null ? 'Add a virtual path' : `Edit path ${path.id}`}>
      {isOpen && <Form {...props} />}
    </Modal>
  );
}

function Form({ path, switches, onClose, onDone }: PathFormProps) {
  const client = useClient();
  const by = useOperator();
  // As it was when the form was opened: what changes meanwhile is not undone.
  const [before] = useState(() => Object.fromEntries(fields.map(({ name, of }) => [name, path === null ? '' : of(path)])));
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(before);
  const [error, setError] = useState('');
  const [isAsking, setAsking] = useState(false);
  const changed = Object.fromEntries(Object.entries(typed).filter(([name, value]) => value.trim() !== before[name]));
  const submit = async (): Promise<void> => {
    setAsking(true);
    setError('');
    const outcome =
      path === null
        ? await client.call('paths.add', { fields: changed, by })
        : await client.call('paths.change', { pathId: path.id, fields: changed, by });
    setAsking(false);
    if (outcome.kind === 'answer') {
      onDone(path?.id ?? typed['path']?.trim() ?? '');
      onClose();
    } else setError(outcome.kind === 'error' ? outcome.error.message : outcome.message);
  };
  const set = (name: string, value: string): void => {
    setTyped((former) => ({ ...former, [name]: value }));
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes['fields']}>
        {fields.map(({ name, label, hint, options, isFixed = false }) => {
          const isDisabled = isFixed && path !== null;
          if (!options)
            return (
              <TextInput
                key={name}
                label={label}
                placeholder={hint}
                disabled={isDisabled}
                value={typed[name] ?? ''}
                onChange={(event) => {
                  set(name, event.currentTarget.value);
                }}
              />
            );
          const data = name === 'switch' ? switches.map(({ id, name: words }) => ({ value: id, label: `${words} (${id})` })) : [...options];
          return (
            <Select
              key={name}
              label={label}
              placeholder={hint}
              disabled={isDisabled}
              data={data}
              searchable={name === 'switch'}
              value={typed[name] === '' ? null : (typed[name] ?? null)}
              onChange={(value) => {
                set(name, value ?? '');
              }}
            />
          );
        })}
      </div>
      {path !== null && (
        <p className={classes['words']}>
          The switch, the side, the VPI and the first VCI stay as they are. Circuits that are given are not touched by a change.
        </p>
      )}
      {error !== '' && (
        <p role="alert" className={classes['error']}>
          {error}
        </p>
      )}
      <div className={classes['foot']}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={Object.keys(changed).length === 0 || isAsking}>
          {path === null ? 'Add the path' : `Change ${Object.keys(changed).length}`}
        </Button>
      </div>
    </form>
  );
}
