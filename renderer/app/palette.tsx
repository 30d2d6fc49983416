import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTable } from '../client/use-client';
import { addressOf, goTo } from './address';
import { firstFound, isFound, wordsOf, type Findable } from './find';
import { openKeyList } from './frame-keys';
import { themes, usePreferences } from './preferences';
import classes from './palette.module.css';
import { chooseIn, openTerminal, useTerminals } from '../terminal/sessions';
import { screens } from './screens';

const mostOfAGroup = 6;

/** Ctrl+K: any order, site, resource, circuit or action. What it looks through is followed only while it is open. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(false);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      attributes={{ content: { 'aria-label': 'Find' } }}
      scrollable
      maxHeight={480}
      yOffset={96}
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      classNames={{ actionsGroup: classes['group'] ?? '', action: classes['action'] ?? '', content: classes['content'] ?? '' }}
      onSpotlightOpen={() => {
        setOpen(true);
      }}
      onSpotlightClose={() => {
        setOpen(false);
      }}
    >
      <Spotlight.Search
        placeholder="Find an order, site, resource, circuit or action"
        leftSection={<IconSearch size={16} />}
        maxLength={200}
      />
      {isOpen && <Found query={query} />}
    </Spotlight.Root>
  );
}

function Found({ query }: { readonly query: string }) {
  const actions = useActions();
  const orders = useTable('orders');
  const sites = useTable('sites');
  const resources = useTable('resources');
  const circuits = useTable('circuits');
  const switches = useTable('switches');
  const found = useMemo((): readonly (readonly [string, readonly Findable[]])[] => {
    const words = wordsOf(query);
    const some = <Row,>(
      rows: ReadonlyMap<string, Row>,
      texts: (row: Row) => readonly string[],
      show: (row: Row) => Findable,
    ): readonly Findable[] =>
      words.length === 0 ? [] : firstFound(rows.values(), mostOfAGroup, (row) => isFound(words, ...texts(row))).map(show);
    const siteName = (id: string): string => sites.rows.get(id)?.name ?? id;
    return [
      ['Actions', actions.filter(({ label, detail }) => isFound(words, label, detail)).slice(0, words.length === 0 ? 12 : mostOfAGroup)],
      [
        'Orders',
        some(
          orders.rows,
          ({ id, customer, a, z }) => [id, customer, siteName(a.id), siteName(z.id)],
          ({ id, customer, a, z, state }) => ({
            ...{ group: 'Orders', id, label: `${id}  ${siteName(a.id)} – ${siteName(z.id)}`, detail: `${customer}, ${state}` },
            go: () => {
              goTo(addressOf('orders', [id]));
            },
          }),
        ),
      ],
      [
        'Sites',
        some(
          sites.rows,
          ({ id, name }) => [id, name],
          ({ id, name }) => ({
            ...{ group: 'Sites', id, label: name, detail: id },
            go: () => {
              goTo(addressOf('network', [], { site: id }));
            },
          }),
        ),
      ],
      [
        'Resources',
        some(
          resources.rows,
          ({ id, name }) => [id, name],
          ({ id, name, condition }) => ({
            ...{ group: 'Resources', id, label: name, detail: condition },
            go: () => {
              goTo(addressOf('network', [], { resource: id }));
            },
          }),
        ),
      ],
      [
        'Circuits',
        some(
          circuits.rows,
          ({ id, endUser, pathId }) => [id, endUser, pathId],
          ({ id, endUser, pathId, state }) => ({
            ...{ group: 'Circuits', id, label: `${id}  ${endUser}`, detail: `${pathId}, ${state}` },
            go: () => {
              goTo(addressOf('circuits', [pathId], { circuit: id }));
            },
          }),
        ),
      ],
      [
        'Switches',
        some(
          switches.rows,
          ({ id, name }) => [id, name, 'terminal TL1'],
          ({ id, name }) => ({
            ...{ group: 'Switches', id, label: name, detail: `TL1 at ${id}, in the terminal` },
            go: () => {
              openTerminal(id, name);
            },
          }),
        ),
      ],
    ];
  }, [query, actions, orders, sites, resources, circuits, switches]);
  const groups = found.filter(([, things]) => things.length > 0);
  return (
    <Spotlight.ActionsList>
      {groups.map(([group, things]) => (
        <Spotlight.ActionsGroup key={group} label={group}>
          {things.map(({ id, label, detail, go }) => (
            <Spotlight.Action key={id} label={label} description={detail} onClick={go} />
          ))}
        </Spotlight.ActionsGroup>
      ))}
      {groups.length === 0 && (
        <Spotlight.Empty>Nothing is called “{query.slice(0, 60)}”. Try fewer letters, or another name.</Spotlight.Empty>
      )}
    </Spotlight.ActionsList>
  );
}

function useActions(): readonly Findable[] {
  const setTheme = usePreferences((preferences) => preferences.setTheme);
  return useMemo(
    () => [
      ...[...screens, { id: 'practise', name: 'Practise' }, { id: 'settings', name: 'Settings' }].map(({ id, name }) => ({
        ...{ group: 'Actions', id: `go-${id}`, label: `Go to ${name}`, detail: '' },
        go: () => {
          goTo(addressOf(id));
        },
      })),
      ...themes.map((theme) => ({
        ...{ group: 'Actions', id: `theme-${theme}`, label: `Theme: ${theme === 'contrast' ? 'high contrast' : theme}`, detail: '' },
        go: () => {
          setTheme(theme);
        },
      })),
      {
        ...{ group: 'Actions', id: 'session', label: 'New terminal session', detail: 'TL1, SSH, telnet' },
        go: () => {
          chooseIn(useTerminals.getState().paneInUse);
        },
      },
      { group: 'Actions', id: 'keys', label: 'Show all keys', detail: '?', go: openKeyList },
    ],
    [setTheme],
  );
}
