import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { counted } from '../ui/numbers';
import { MarkShape } from '../ui/state-mark';
import marks from '../ui/state-mark.module.css';
import classes from './map-list.module.css';
import { latencyWords, siteWords } from './map-words';
import type { NetworkKnown } from './network-model';
import type { Selection } from './scene/emphasis';
import { onScreen, type Point } from './scene/geometry';
import type { Scene, Target } from './scene/scene';
import type { Topology } from './topology/topology';

interface MapListProps {
  readonly scene: Scene;
  readonly known: NetworkKnown;
  readonly topology: Topology;
  readonly onSelect: (selection: Selection) => void;
  readonly onPick: (target: Target, at: Point) => void;
  readonly onClose: () => void;
}

/** Longer lists are not read; one zooms in instead. */
const mostRows = 120;

/** Everything that is in view, as words. */
export function MapList({ scene, known, topology, onSelect, onPick, onClose }: MapListProps) {
  const isSeen = (at: Point): boolean => at.x >= 0 && at.y >= 0 && at.x <= scene.view.width && at.y <= scene.view.height;
  const sites = topology.sites
    .filter((site) => isSeen(onScreen(scene.view, site)))
    .sort((one, other) => one.name.localeCompare(other.name));
  const regions = scene.regions.filter(({ at }) => isSeen(at));
  const seenLines = new Set(scene.hits.lineIds);
  const troubled = [...known.troubles.resources].filter(([id]) => seenLines.has(id) || scene.level === 'regions');
  const resources = scene.level === 'regions' ? [] : [...seenLines].flatMap((id) => known.tables.resources.get(id) ?? []);
  return (
    <section className={classes['list']} data-float aria-label="What is in view">
      <header className={classes['head']}>
        <h2>In view</h2>
        <Tooltip label="Close">
          <ActionIcon aria-label="Close the list" className={classes['close'] ?? ''} onClick={onClose}>
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={classes['body']} tabIndex={0} role="group" aria-label="Things in view">
        <Group name={`Not up (${troubled.length})`} more={troubled.length - mostRows}>
          {troubled.slice(0, mostRows).map(([id, { severity }]) => (
            <Row
              key={id}
              onClick={() => {
                onSelect({ kind: 'resource', id });
              }}
            >
              <span className={marks[severity]}>
                <MarkShape mark={{ severity }} /> {severity}
              </span>
              <bdi className="ellipsis">{known.tables.resources.get(id)?.name ?? id}</bdi>
            </Row>
          ))}
        </Group>
        {scene.level === 'regions' ? (
          <Group name={`Regions (${regions.length})`} more={regions.length - mostRows}>
            {regions.slice(0, mostRows).map((region) => (
              <Row
                key={region.id}
                onClick={() => {
                  onPick({ kind: 'region', id: region.id, at: region.at }, region.at);
                }}
              >
                <bdi className="ellipsis">{topology.sites[topology.siteAt.get(region.id) ?? -1]?.name ?? region.id} and around</bdi>
                <span>{counted(region.count, 'site')}</span>
              </Row>
            ))}
          </Group>
        ) : (
          <>
            <Group name={`Sites (${sites.length})`} more={sites.length - mostRows}>
              {sites.slice(0, mostRows).map((site) => (
                <Row
                  key={site.id}
                  onClick={() => {
                    onSelect({ kind: 'site', id: site.id });
                  }}
                >
                  <bdi className="ellipsis">{siteWords(site, known)}</bdi>
                </Row>
              ))}
            </Group>
            <Group name={`Resources (${resources.length})`} more={resources.length - mostRows}>
              {resources.slice(0, mostRows).map((row) => (
                <Row
                  key={row.id}
                  onClick={() => {
                    onSelect({ kind: 'resource', id: row.id });
                  }}
                >
                  <bdi className="ellipsis">{row.name}</bdi>
                  <span>{latencyWords(row)}</span>
                </Row>
              ))}
            </Group>
          </>
        )}
      </div>
    </section>
  );
}

function Group({ name, more, children }: { readonly name: string; readonly more: number; readonly children: React.ReactNode }) {
  return (
    <>
      <h3 className={classes['group']}>{name}</h3>
      <ul className={classes['rows']}>{children}</ul>
      {more > 0 && <p className={classes['more']}>{counted(more, 'more', 'more')}: zoom in to see them.</p>}
    </>
  );
}

function Row({ onClick, children }: { readonly onClick: () => void; readonly children: React.ReactNode }) {
  return (
    <li>
      <UnstyledButton className={classes['row']} onClick={onClick}>
        {children}
      </UnstyledButton>
    </li>
  );
}

interface UnplacedProps {
  readonly sites: Topology['unplaced'];
  readonly onSelect: (selection: Selection) => void;
}

/** Sites that nothing is known of where they are. */
export function UnplacedSites({ sites, onSelect }: UnplacedProps) {
  return (
    <details className={classes['unplaced']} data-float>
      <summary>Not on the map: {counted(sites.length, 'site')}</summary>
      <ul className={classes['rows']}>
        {sites.slice(0, mostRows).map(({ id, name }) => (
          <Row
            key={id}
            onClick={() => {
              onSelect(id.startsWith('node:') ? { kind: 'node', id: id.slice(5) } : { kind: 'site', id });
            }}
          >
            <bdi className="ellipsis">{name || id}</bdi>
          </Row>
        ))}
      </ul>
      {sites.length > mostRows && <p className={classes['more']}>{counted(sites.length - mostRows, 'more', 'more')}.</p>}
    </details>
  );
}
