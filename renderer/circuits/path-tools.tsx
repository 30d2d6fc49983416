import { ActionIcon, Button, CloseButton, Select, TextInput, Tooltip } from '@mantine/core';
import { IconFileSpreadsheet, IconLayoutGrid, IconList, IconPlus, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { SwitchShown } from '../../core/contract/circuit-shapes';
import { Segments } from '../ui/segments';
import { pathViews, type PathFilter, type PathView } from './path-filter';
import classes from './path-tools.module.css';
import { useMay } from '../app/use-may';

export const pathLayouts = ['cards', 'list'] as const;
export type PathLayout = (typeof pathLayouts)[number];

interface PathToolsProps {
  readonly filter: PathFilter;
  readonly counts: Readonly<Record<PathView, number>>;
  readonly switches: readonly SwitchShown[];
  readonly layout: PathLayout;
  readonly fact: string;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onFilter: (filter: PathFilter) => void;
  readonly onLayout: (layout: PathLayout) => void;
  readonly onAdd: () => void;
  /** Circuit orders, or releases, from a file. */
  readonly onImport: () => void;
}

const viewNames: Readonly<Record<PathView, string>> = { all: 'All', waiting: 'Waiting', held: 'Held', low: 'Low' };

/** Which paths are shown, and how. */
export function PathTools(props: PathToolsProps) {
  const { filter, counts, switches, layout, fact, search, onFilter, onLayout, onAdd, onImport } = props;
  const may = useMay();
  return (
    <div className={classes['tools']} role="toolbar" aria-label="Which paths are shown">
      <Segments
        label="Which paths"
        options={pathViews.map((view) => ({ value: view, label: `${viewNames[view]} ${counts[view]}` }))}
        value={filter.view}
        onChange={(view) => {
          onFilter({ ...filter, view });
        }}
      />
      <TextInput
        ref={search}
        aria-label="Find paths by id, switch, provider or order"
        placeholder="Path, switch, provider"
        leftSection={<IconSearch size={14} />}
        rightSection={
          filter.text !== '' && (
            <CloseButton
              size="xs"
              aria-label="Show every path again"
              onClick={() => {
                onFilter({ ...filter, text: '' });
              }}
            />
          )
        }
        w={200}
        value={filter.text}
        maxLength={200}
        onChange={(event) => {
          onFilter({ ...filter, text: event.currentTarget.value });
        }}
      />
      <Select
        aria-label="Of which switch"
        placeholder="Every switch"
        clearable
        searchable
        w={180}
        data={switches.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.switchId}
        onChange={(switchId) => {
          onFilter({ ...filter, switchId });
        }}
      />
      <span className={classes['fact']}>{fact}</span>
      <span className={classes['end']}>
        {pathLayouts.map((each) => (
          <Tooltip key={each} label={each === 'cards' ? 'As gauges' : 'As a list'}>
            <ActionIcon
              aria-label={each === 'cards' ? 'As gauges' : 'As a list'}
              aria-pressed={layout === each}
              variant={layout === each ? 'light' : 'subtle'}
              onClick={() => {
                onLayout(each);
              }}
            >
              {each === 'cards' ? <IconLayoutGrid size={16} /> : <IconList size={16} />}
            </ActionIcon>
          </Tooltip>
        ))}
        <Button leftSection={<IconFileSpreadsheet size={14} />} onClick={onImport} {...may('imports.begin')}>
          Import…
        </Button>
        <Button leftSection={<IconPlus size={14} />} onClick={onAdd} {...may('paths.add')}>
          Path
        </Button>
      </span>
    </div>
  );
}
