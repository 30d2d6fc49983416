import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Confirm } from '../ui/confirm';
import { RowTable, type RowColumn } from '../ui/row-table';
import classes from './settings.module.css';

const rowHeight = 32;
const mostRowsSeen = 10;

interface Named {
  readonly name: string;
}

interface NamedListProps<Row extends Named> {
  readonly label: string;
  /** `Account`: what the list is of, one of it. */
  readonly what: string;
  readonly rows: readonly Row[];
  readonly columns: readonly RowColumn<Row>[];
  /** How many there are and what that means; `error`: why that could not be asked again. */
  readonly words: string;
  readonly error: string;
  readonly empty: string;
  readonly onAdd: () => void;
  /** Which is asked about; null: none. `consequence` in sentences. */
  readonly removing: { readonly name: string | null; readonly consequence: string };
  readonly onKeep: () => void;
  readonly onRemove: (name: string) => void;
}

/** What bears a name in the settings: listed, with a way to add one, and a question before one is removed. */
export function NamedList<Row extends Named>({
  label,
  what,
  rows,
  columns,
  words,
  error,
  empty,
  onAdd,
  removing,
  onKeep,
  onRemove,
}: NamedListProps<Row>) {
  return (
    <>
      <div className={classes['tools']}>
        <p className={classes['words']}>
          {words}
          {error !== '' && ` They could not be asked again: ${error}.`}
        </p>
        <Button leftSection={<IconPlus size={14} />} onClick={onAdd}>
          {what}
        </Button>
      </div>
      <div style={{ height: rowHeight * (1 + Math.min(mostRowsSeen, Math.max(1, rows.length))) }}>
        <RowTable
          label={label}
          rows={rows}
          columns={columns}
          keyOf={({ name }) => name}
          rowHeight={rowHeight}
          sort={{ columnId: 'name', isDescending: false }}
          empty={empty}
        />
      </div>
      <Confirm
        isOpen={removing.name !== null}
        title={`Remove ${what.toLowerCase()} ${removing.name ?? ''}`}
        act="Remove it"
        keep="Keep it"
        isCutting
        onClose={onKeep}
        onConfirm={() => {
          if (removing.name !== null) onRemove(removing.name);
        }}
      >
        <p>{removing.consequence}</p>
      </Confirm>
    </>
  );
}
