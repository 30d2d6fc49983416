import { ActionIcon, Button, CloseButton, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconColumns3, IconDownload, IconFileSpreadsheet, IconFilter, IconPlus, IconUpload } from '@tabler/icons-react';
import { formatCount } from '../ui/numbers';
import { MarkShape } from '../ui/state-mark';
import { columnHeads } from './order-cells';
import { groupings, orderColumns, type Grouping, type OrderColumn } from './order-sort';
import { quickFilterNames, quickFilters, type QuickFilter } from './order-standing';
import classes from './queue-toolbar.module.css';
import { useMay } from '../app/use-may';

interface QueueToolbarProps {
  readonly quick: QuickFilter;
  readonly counts: Readonly<Record<QuickFilter, number>>;
  readonly text: string;
  readonly grouping: Grouping | null;
  readonly columns: readonly OrderColumn[];
  /** Chosen, and not shown for want of room. */
  readonly squeezed: ReadonlySet<OrderColumn>;
  readonly shown: number;
  readonly filterInput: React.RefObject<HTMLInputElement | null>;
  readonly onQuick: (quick: QuickFilter) => void;
  readonly onText: (text: string) => void;
  readonly onGrouping: (grouping: Grouping | null) => void;
  readonly onColumns: (columns: readonly OrderColumn[]) => void;
  readonly onWidths: () => void;
  readonly onExport: () => void;
  readonly onImport: () => void;
  readonly onNew: () => void;
  /** Down from the filter goes into the list. */
  readonly onIntoList: () => void;
}

const groupingNames: Readonly<Record<Grouping, string>> = { customer: 'Customer', carrier: 'Accessing carrier', state: 'State' };

/** Which orders are shown and how, and the ways in and out. */
export function QueueToolbar(props: QueueToolbarProps) {
  const { quick, counts, text, filterInput, onQuick, onText, onNew, onIntoList } = props;
  const may = useMay();
  return (
    <div className={classes['bar']} role="toolbar" aria-label="Orders">
      <div className={classes['filters']} role="group" aria-label="Which orders">
        {quickFilters
          .filter((filter) => filter !== 'queued' || counts[filter] > 0 || filter === quick)
          .map((filter) => (
            <button
              key={filter}
              type="button"
              aria-pressed={filter === quick}
              className={classes['filter']}
              onClick={() => {
                onQuick(filter);
              }}
            >
              {filter === 'needs-you' && counts[filter] > 0 && (
                <span className={classes['critical']}>
                  <MarkShape mark={{ severity: 'critical' }} size={9} />
                </span>
              )}
              {quickFilterNames[filter]} <span className={classes['count']}>{formatCount(counts[filter])}</span>
            </button>
          ))}
      </div>
      <TextInput
        ref={filterInput}
        className={classes['text'] ?? ''}
        aria-label="Filter orders"
        placeholder="Filter (/)"
        leftSection={<IconFilter size={14} />}
        rightSection={
          text === '' ? null : (
            <CloseButton
              size="xs"
              aria-label="Clear the filter"
              onClick={() => {
                onText('');
                filterInput.current?.focus();
              }}
            />
          )
        }
        value={text}
        maxLength={200}
        onChange={(event) => {
          onText(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            if (text === '') filterInput.current?.blur();
            onText('');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') onIntoList();
          else return;
          event.preventDefault();
        }}
      />
      <span className={classes['end']}>
        <ViewMenu {...props} />
        <FileMenu {...props} />
        <Button
          variant="filled"
          className={classes['primary'] ?? ''}
          leftSection={<IconPlus size={14} />}
          aria-label="New order"
          onClick={onNew}
          {...may('orders.submit')}
        >
          Order
        </Button>
      </span>
    </div>
  );
}

/** A state, an id and the ends are always there: without them nobody knows what a row is. */
const fixed: readonly OrderColumn[] = ['state', 'order', 'ends'];

function ViewMenu({ grouping, onGrouping, columns, squeezed, onColumns, onWidths }: QueueToolbarProps) {
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip
          label={grouping === null ? 'Columns and groups' : `Columns and groups: grouped by ${groupingNames[grouping].toLowerCase()}`}
        >
          <ActionIcon className={classes['icon'] ?? ''} aria-label="Columns and groups" data-on={grouping !== null || undefined}>
            <IconColumns3 size={14} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Group by</Menu.Label>
        <Menu.RadioGroup
          value={grouping ?? 'nothing'}
          onChange={(value) => {
            onGrouping(groupings.find((each) => each === value) ?? null);
          }}
        >
          {[null, ...groupings].map((each) => (
            <Menu.RadioItem key={each ?? 'nothing'} value={each ?? 'nothing'}>
              {each === null ? 'Nothing' : groupingNames[each]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>Columns</Menu.Label>
        {orderColumns.map((column) => {
          const isChosen = columns.includes(column) || fixed.includes(column);
          return (
            <Menu.CheckboxItem
              key={column}
              checked={isChosen}
              disabled={fixed.includes(column)}
              onChange={() => {
                onColumns(isChosen ? columns.filter((each) => each !== column) : [...columns, column]);
              }}
            >
              {columnHeads[column].word ?? columnHeads[column].head}
              {squeezed.has(column) && <span className={classes['note']}>no room</span>}
            </Menu.CheckboxItem>
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={onWidths}>Widths as they were</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function FileMenu({ shown, onExport, onImport }: QueueToolbarProps) {
  const may = useMay();
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="CSV: import and export">
          <ActionIcon className={classes['icon'] ?? ''} aria-label="CSV: import and export">
            <IconFileSpreadsheet size={14} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUpload size={14} />} onClick={onImport} {...may('imports.begin')}>
          Import orders, a dry run first…
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={14} />} disabled={shown === 0} onClick={onExport}>
          Export the {formatCount(shown)} shown
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
