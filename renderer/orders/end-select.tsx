import { Select, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTable } from '../client/use-client';
import { shortened } from '../../core/model/shortened';
import { endMatches } from './end-matches';
import { useAnswer } from '../client/use-answer';

interface EndSelectProps {
  readonly label: string;
  /** As it is typed: a site's code, `node:…` or `port:…`. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string | null) => void;
}

/** As many as can be looked over; who wants another types a letter more. */
const mostShown = 40;

/** Where an order begins or ends: a site, or one node or port of it. What is typed and left is the first that matches; it never goes without a word. */
export function EndSelect({ label, value, error, onChange }: EndSelectProps) {
  const sites = useTable('sites');
  const nodes = useTable('nodes');
  const [search, setSearch] = useState('');
  /** What was typed and left, and matches nothing. */
  const [unfound, setUnfound] = useState('');
  // There are many ports, and few who look for one: they are asked for when somebody types.
  const [isTyping, setTyping] = useState(false);
  const ports = useAnswer('inventory.list', isTyping ? { what: 'ports' } : null);
  const data = useMemo(() => {
    const siteName = (id: string | null): string => (id === null ? '' : (sites.rows.get(id)?.name ?? id));
    return [
      {
        group: 'Sites: any port there',
        items: [...sites.rows.values()].map(({ id, name }) => ({ value: id, label: name === id ? id : `${name}, ${id}` })).sort(byLabel),
      },
      {
        group: 'Nodes: any port of it',
        items: [...nodes.rows.values()]
          .map(({ id, name, siteId }) => ({ value: `node:${id}`, label: withPlace(name, siteName(siteId)) }))
          .sort(byLabel),
      },
      {
        group: 'Ports',
        items: (ports.output?.what === 'ports' ? ports.output.rows : [])
          .filter(({ orderId }) => orderId === null)
          .map(({ id, name, node, siteId }) => ({ value: `port:${id}`, label: withPlace(`${node} ${name}`, siteName(siteId)) }))
          .sort(byLabel),
      },
    ].filter(({ items }) => items.length > 0);
  }, [sites, nodes, ports.output]);
  const isSought = search.trim() !== '' && !data.some(({ items }) => items.some((item) => item.value === value && item.label === search));
  const leave = (): void => {
    if (!isSought) return;
    const first = endMatches(data, search, 1)[0]?.items[0];
    if (first !== undefined) {
      setSearch(first.label);
      if (first.value !== value) onChange(first.value);
    } else if (value === '') {
      // The kit empties the field; what was typed stays, so that it can be corrected.
      setSearch(search);
      setUnfound(search);
    }
  };
  return (
    <Select
      label={label}
      placeholder="Site, node or port"
      description={label === 'A' ? 'Where it begins' : 'Where it ends'}
      searchable
      clearable
      limit={mostShown}
      maxDropdownHeight={280}
      data={data}
      value={value === '' ? null : value}
      error={unfound !== '' && unfound === search ? `No site, node or port is called “${shortened(unfound)}”` : error}
      searchValue={search}
      selectFirstOptionOnChange={search !== ''}
      onBlur={leave}
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter' && isSought && !event.nativeEvent.isComposing && takeMarked(event.currentTarget)) {
          event.preventDefault();
          event.stopPropagation();
        }
      }}
      onSearchChange={(next) => {
        setSearch(next);
        if (next !== '') setTyping(true);
      }}
      nothingFoundMessage={sites.isWhole ? 'Nothing is called so' : 'The sites are being loaded'}
      filter={byWords}
      onChange={onChange}
    />
  );
}

/**
 * Whether the list was open and one of it could be taken. The kit marks the first that matches but forgets, in a timer of the list's opening, that it did:
 * Enter would then take nothing from somebody who types fast.
 */
function takeMarked(field: HTMLElement): boolean {
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  const option = list?.querySelector<HTMLElement>('[data-combobox-selected]') ?? list?.querySelector<HTMLElement>('[data-combobox-option]');
  option?.click();
  return option !== undefined && option !== null;
}

const withPlace = (name: string, place: string): string => (place === '' ? name : `${name}, ${place}`);
const byLabel = (one: ComboboxItem, other: ComboboxItem): number => (one.label < other.label ? -1 : one.label > other.label ? 1 : 0);

const byWords: OptionsFilter = ({ options, search, limit }) =>
  endMatches(
    options.flatMap((option) => ('group' in option ? [{ group: option.group, items: option.items }] : [])),
    search,
    limit,
  );
