import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { SwitchShown } from '../../core/contract/circuit-shapes';
import { useTable } from '../client/use-client';
import { addressOf, goTo } from './address';
import { bestFound, isFound, rankOf, wordsOf, type Findable } from './find';
import { openKeyList } from './frame-keys';
import { themes, usePreferences } from './preferences';
import classes from './palette.module.css';
import { chooseIn, openTerminal, useTerminals } from '../terminal/sessions';
import { useLeftOpen } from '../wizards/left-open-drafts';
import { newWizard, wizardAddress } from '../wizards/wizard-address';
import { wizardOf, wizards } from '../wizards/wizard-list';
import { screens } from './screens';
import { useMay } from './use-may';

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
      // From a field too, its own that is just closing among them; what a terminal or a longer text does with the key is theirs.
      tagsToIgnore={['TEXTAREA']}
      attributes={{ content: { 'aria-label': 'Find' } }}
      scrollable
      maxHeight={480}
      centered={false}
      yOffset={96}
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      classNames={{ actionsGroup: classes['group'] ?? '', action: classes['action'] ?? '', content: classes['content'] ?? '' }}
      onSpotlightOpen={() => {
        setOpen(true);
      }}
      onSpotlightClose={() => {
        setOpen(false);
        setQuery('');
      }}
    >
      <Spotlight.Search
        placeholder="Find an order, site, resource, circuit or action"
        leftSection={<IconSearch size={16} />}
        maxLength={200}
      />
      {isOpen && <FoundList query={query} />}
    </Spotlight.Root>
  );
}

type Rank = ReturnType<typeof rankOf>;
/** What is found of one kind, and how good the best of it is. */
interface Found {
  readonly rank: Rank;
  readonly things: readonly Findable[];
}

function FoundList({ query }: { readonly query: string }) {
  const actions = useActions();
  const mayOpenSessions = useMay().whyNot('terminal') === null;
  const orders = useTable('orders');
  const sites = useTable('sites');
  const resources = useTable('resources');
  const circuits = useTable('circuits');
  const switches = useTable('switches');
  const leftOpen = useLeftOpen();
  const found = useMemo((): readonly (readonly [string, Found])[] => {
    const words = wordsOf(query);
    const some = <Row,>(
      rows: ReadonlyMap<string, Row>,
      texts: (row: Row) => readonly string[],
      names: (row: Row) => readonly string[],
      show: (row: Row) => Findable,
    ): Found => {
      const rank = (row: Row): Rank => rankOf(query, ...names(row));
      const best = words.length === 0 ? [] : bestFound(rows.values(), mostOfAGroup, (row) => isFound(words, ...texts(row)), rank);
      return { rank: best[0] === undefined ? 2 : rank(best[0]), things: best.map(show) };
    };
    const act = (): Found => {
      const rank = ({ label }: Findable): Rank => rankOf(query, label);
      const best = bestFound(actions, words.length === 0 ? 12 : mostOfAGroup, ({ label, detail }) => isFound(words, label, detail), rank);
      return { rank: best[0] === undefined ? 2 : rank(best[0]), things: best };
    };
    const siteName = (id: string): string => sites.rows.get(id)?.name ?? id;
    return [
      ['Actions', act()],
      [
        'Left open',
        some(
          new Map(leftOpen.map((draft) => [draft.id, draft])),
          ({ id, title, kind }) => [id, title, kind, 'left open resume'],
          ({ title }) => [title],
          ({ id, title, kind }) => ({
            ...{ group: 'Left open', id, label: title, detail: `Resume: ${wizardOf(kind)?.name ?? kind}` },
            go: () => {
              goTo(wizardAddress(kind, id));
            },
          }),
        ),
      ],
      [
        'Sites',
        some(
          sites.rows,
          ({ id, name }) => [id, name],
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
        'Orders',
        some(
          orders.rows,
          ({ id, customer, a, z }) => [id, customer, siteName(a.id), siteName(z.id)],
          ({ id }) => [id],
          ({ id, customer, a, z, state }) => ({
            ...{ group: 'Orders', id, label: `${id}  ${siteName(a.id)} – ${siteName(z.id)}`, detail: `${customer}, ${state}` },
            go: () => {
              goTo(addressOf('orders', [id]));
            },
          }),
        ),
      ],
      [
        'Resources',
        some(
          resources.rows,
          ({ id, name }) => [id, name],
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
          ({ id, endUser }) => [id, endUser],
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
          mayOpenSessions ? switches.rows : none,
          ({ id, name }) => [id, name, 'terminal TL1'],
          ({ id, name }) => [id, name],
          ({ id, name }) => ({
            ...{ group: 'Switches', id, label: name, detail: `TL1 at ${id}, in the terminal` },
            go: () => {
              openTerminal(id, name);
            },
          }),
        ),
      ],
    ];
  }, [query, actions, orders, sites, resources, circuits, switches, leftOpen, mayOpenSessions]);
  // What is called as was typed goes before what merely has it somewhere.
  const groups = found.filter(([, { things }]) => things.length > 0).sort(([, one], [, other]) => one.rank - other.rank);
  return (
    <Spotlight.ActionsList {...(groups.length > 0 ? { role: 'listbox', 'aria-label': 'What is found' } : {})}>
      {groups.map(([group, { things }]) => (
        <Spotlight.ActionsGroup key={group} label={group} role="group" aria-label={group}>
          {things.map(({ id, label, detail, go }) => (
            <Spotlight.Action key={id} role="option" label={label} description={detail} onClick={go} />
          ))}
        </Spotlight.ActionsGroup>
      ))}
      {groups.length === 0 && (
        <Spotlight.Empty>Nothing is called “{query.slice(0, 60)}”. Try fewer letters, or another name.</Spotlight.Empty>
      )}
    </Spotlight.ActionsList>
  );
}

const none: ReadonlyMap<string, SwitchShown> = new Map();

function useActions(): readonly Findable[] {
  const may = useMay();
  const mayOpenSessions = may.whyNot('terminal') === null;
  const mayBegin = may.whyNot('drafts.save') === null;
  const setTheme = usePreferences((preferences) => preferences.setTheme);
  return useMemo(
    () => [
      ...[
        ...screens,
        { id: 'wizard', name: 'Left open' },
        { id: 'practise', name: 'Practise' },
        { id: 'field-packs', name: 'Field packs' },
        { id: 'settings', name: 'Settings' },
      ].map(({ id, name }) => ({
        ...{ group: 'Actions', id: `go-${id}`, label: `Go to ${name}`, detail: '' },
        go: () => {
          goTo(addressOf(id));
        },
      })),
      ...(mayBegin ? wizards : []).map(({ kind, name, about }) => ({
        ...{ group: 'Actions', id: `begin-${kind}`, label: name, detail: about },
        go: () => {
          goTo(newWizard(kind));
        },
      })),
      ...themes.map((theme) => ({
        ...{ group: 'Actions', id: `theme-${theme}`, label: `Theme: ${theme === 'contrast' ? 'high contrast' : theme}`, detail: '' },
        go: () => {
          setTheme(theme);
        },
      })),
      ...(mayOpenSessions ? [newSession] : []),
      { group: 'Actions', id: 'keys', label: 'Show all keys', detail: '?', go: openKeyList },
    ],
    [setTheme, mayOpenSessions, mayBegin],
  );
}

const newSession: Findable = {
  ...{ group: 'Actions', id: 'session', label: 'New terminal session', detail: 'TL1, SSH, telnet' },
  go: () => {
    chooseIn(useTerminals.getState().paneInUse);
  },
};
