import { Autocomplete, CloseButton, Select, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { UtcField } from '../ui/utc-field';
import { actorNames, everything, timeOf, withThings, type FilterTyped } from './history-filter';
import classes from './history-screen.module.css';

const hourMs = 3_600_000;
const lasts = [
  { value: String(hourMs), label: 'The last hour' },
  { value: String(24 * hourMs), label: 'The last day' },
  { value: String(7 * 24 * hourMs), label: 'The last 7 days' },
  { value: String(30 * 24 * hourMs), label: 'The last 30 days' },
] as const;

interface FilterBarProps {
  readonly filter: FilterTyped;
  readonly events: readonly string[];
  readonly onFilter: (filter: FilterTyped) => void;
}

/** By what the history is filtered: words, whom, what, of what, and when. */
export function FilterBar({ filter, events, onFilter }: FilterBarProps) {
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => search.current?.focus()]]);
  const { period } = filter;
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(everything);
  return (
    <>
      <TextInput
        ref={search}
        aria-label="Find entries by their words"
        placeholder="Words of an entry"
        leftSection={<IconSearch size={14} />}
        w={200}
        maxLength={200}
        value={filter.words}
        onChange={(event) => {
          onFilter({ ...filter, words: event.currentTarget.value });
        }}
      />
      <Autocomplete
        aria-label="By whom"
        placeholder="By whomever, or a name"
        w={170}
        maxLength={100}
        data={Object.keys(actorNames)}
        value={filter.by}
        onChange={(by) => {
          onFilter({ ...filter, by });
        }}
      />
      <Select
        aria-label="What happened"
        placeholder="Every event"
        clearable
        searchable
        w={180}
        data={[...withThings(events)]}
        value={filter.event}
        onChange={(event) => {
          onFilter({ ...filter, event });
        }}
      />
      <TextInput
        aria-label="Of what, by its id"
        placeholder="Of: an id"
        w={140}
        maxLength={400}
        value={filter.subject}
        onChange={(event) => {
          onFilter({ ...filter, subject: event.currentTarget.value });
        }}
      />
      <Select
        aria-label="When"
        allowDeselect={false}
        w={140}
        data={[{ value: 'any', label: 'At any time' }, ...lasts, { value: 'between', label: 'Between …' }]}
        value={period.kind === 'last' ? String(period.forMs) : period.kind}
        onChange={(value) => {
          if (value === null || value === 'any') onFilter({ ...filter, period: { kind: 'any' } });
          else if (value === 'between') onFilter({ ...filter, period: { kind: 'between', from: '', to: '' } });
          else onFilter({ ...filter, period: { kind: 'last', forMs: Number(value), fromMs: Math.max(0, Date.now() - Number(value)) } });
        }}
      />
      {period.kind === 'between' && (
        <span className={classes['between']}>
          {(['from', 'to'] as const).map((end) => (
            <UtcField
              key={end}
              label={end === 'from' ? 'From' : 'Before'}
              isLabelHidden
              w={196}
              value={period[end]}
              error={period[end] !== '' && timeOf(period[end]) === null}
              onChange={(typed) => {
                onFilter({ ...filter, period: { ...period, [end]: typed } });
              }}
            />
          ))}
        </span>
      )}
      {isFiltered && (
        <CloseButton
          size="sm"
          aria-label="Everything again"
          title="Everything again"
          onClick={() => {
            onFilter(everything);
          }}
        />
      )}
    </>
  );
}
