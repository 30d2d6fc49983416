import { Select, type ComboboxItem, type ComboboxParsedItem, type OptionsFilter } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTable } from '../client/use-client';
import { folded, wordsOf } from './search-text';
import { useAsked } from './use-asked';

interface EndSelectProps {
  readonly label: string;
  /** As it is typed: a site's code, `node:…` or `port:…`. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string | null) => void;
}

/** As many as can be looked over; who wants another types a letter more. */
const mostShown = 40;

/** Where an order begins or ends: a site, or one node or port of it. */
export function EndSelect({ label, value, error, onChange }: EndSelectProps) {
  const sites = useTable('sites');
  const nodes = useTable('nodes');
  const [search, setSearch] = useState('');
  // There are many ports, and few who look for one: they are asked for when somebody types.
  const [isTyping, setTyping] = useState(false);
  const ports = useAsked('inventory.list', isTyping ? { what: 'ports' } : null);
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
      error={error}
      searchValue={search}
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

const withPlace = (name: string, place: string): string => (place === '' ? name : `${name}, ${place}`);
const byLabel = (one: ComboboxItem, other: ComboboxItem): number => (one.label < other.label ? -1 : one.label > other.label ? 1 : 0);

/** Every word, accents aside; no more than can be shown. */
const byWords: OptionsFilter = ({ options, search, limit }) => {
  const words = wordsOf(search.replaceAll(',', ' '));
  let left = limit;
  return options.flatMap((option): readonly ComboboxParsedItem[] => {
    if (!('group' in option)) return [option];
    const items = option.items.filter(({ label }) => {
      if (left <= 0 || !words.every((word) => folded(label).includes(word))) return false;
      left -= 1;
      return true;
    });
    return items.length === 0 ? [] : [{ ...option, items }];
  });
};
