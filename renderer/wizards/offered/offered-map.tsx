import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { OfferedFate, OfferedNetwork } from '../../../core/contract/offered-network';
import { placeOf } from '../../../core/model/distance';
import { useClient } from '../../client/use-client';
import { extentOf, projectionFor } from '../../network/geography/projection';
import { NetworkMap, type MapHandle } from '../../network/network-map';
import { createNetworkModel } from '../../network/network-model';
import type { Overlay, OverlayClass } from '../../network/overlays/overlay';
import type { Picture } from '../../network/painting/map-painter';
import type { Box } from '../../network/scene/geometry';
import { findTroubles } from '../../network/topology/troubles';
import { buildTopology } from '../../network/topology/topology';
import { counted } from '../../ui/numbers';
import classes from './offered-map.module.css';
import { withOffered } from './offered-tables';

interface OfferedMapProps {
  readonly carrierId: string;
  readonly name: string;
  readonly network: OfferedNetwork;
}

const known: OverlayClass = { words: 'other carriers', look: { token: 'neutral-fill', width: 1.2, dash: 'solid' } };
const looks: Readonly<Record<OfferedFate, OverlayClass>> = {
  new: { words: 'new', look: { token: 'text-1', width: 2.4, dash: 'solid' } },
  changed: { words: 'changed', look: { token: 'text-1', width: 2.4, dash: 'dashed' } },
  unchanged: { words: 'unchanged', look: { token: 'neutral', width: 1.6, dash: 'solid' } },
  withdrawn: { words: 'withdrawn', look: { token: 'minor-fg', width: 2, dash: 'dotted' } },
};
const fateOrder = ['new', 'changed', 'unchanged', 'withdrawn'] as const;

/** What would be entered, on the map beside what is known already. Everything on it is in the tables beside it too. */
export function OfferedMap({ carrierId, name, network }: OfferedMapProps) {
  const client = useClient();
  const [model] = useState(() => createNetworkModel(client));
  const shown = useSyncExternalStore(model.listen, model.known);
  const [floats, setFloats] = useState<readonly Box[]>([]);
  const map = useRef<MapHandle>(null);
  const fitted = useRef<object | null>(null);
  const laid = useMemo(() => {
    const { tables, fates } = withOffered(shown?.tables ?? null, carrierId, network);
    const places = network.sites.flatMap((site) => placeOf(site) ?? []);
    const projection = projectionFor(extentOf(places));
    const topology = buildTopology(tables, (longitudeDeg, latitudeDeg) => {
      const [x, y] = projection([longitudeDeg, latitudeDeg]) ?? [NaN, NaN];
      return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
    });
    const overlay: Overlay = {
      kind: 'health',
      classes: [...fateOrder.map((fate) => looks[fate]), known],
      classOf: (row) => (row.carrierId === carrierId ? looks[fates.get(row.id) ?? 'unchanged'] : known),
    };
    return { tables, projection, topology, overlay };
    // The tables of the others change in place, which is not what this is about: a new one of them makes another topology.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown?.topology, carrierId, network]);
  const picture = useMemo(
    (): Picture => ({
      ...laid,
      troubles: findTroubles(laid.tables, []),
      groups: [],
      emphasis: null,
      carrierToken: () => 'neutral',
      isStale: () => false,
      floats,
      chosenLevel: null,
    }),
    [laid, floats],
  );
  const offered = useMemo(() => {
    const ids = new Set(network.sites.map(({ id }) => id));
    return laid.topology.sites.filter(({ id }) => ids.has(id));
  }, [laid, network]);
  const count = (fate: OfferedFate): number => network.links.filter((link) => link.fate === fate).length;
  const unplaced = network.sites.filter((site) => placeOf(site) === null).length;
  return (
    <div
      className={classes['frame']}
      role="group"
      aria-label={`${name} on the map: ${counted(offered.length, 'site')}, ${counted(network.links.length, 'link')}`}
    >
      <NetworkMap
        handle={map}
        picture={picture}
        projection={laid.projection}
        layout={laid.projection}
        onTarget={() => undefined}
        onPick={() => undefined}
        onLevel={() => undefined}
        onScene={() => {
          if (fitted.current === laid) return;
          fitted.current = laid;
          map.current?.showAll(offered);
        }}
        onFloats={(next) => {
          setFloats((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
        }}
      >
        <ul className={classes['legend']} data-float aria-label="What the lines are">
          {fateOrder
            .filter((fate) => count(fate) > 0)
            .map((fate) => (
              <li key={fate}>
                <i data-fate={fate} aria-hidden="true" />
                {counted(count(fate), `${looks[fate].words} link`)}
              </li>
            ))}
          <li>
            <i data-fate="known" aria-hidden="true" />
            other carriers
          </li>
          {unplaced > 0 && <li>{counted(unplaced, 'site')} without a place</li>}
        </ul>
        <div className={classes['zoom']} data-float>
          <Tool label="Zoom in" icon={<IconPlus size={14} />} act={() => map.current?.zoomBy(1.5)} />
          <Tool label="Zoom out" icon={<IconMinus size={14} />} act={() => map.current?.zoomBy(1 / 1.5)} />
          <Tool label="Show all of it" icon={<IconMaximize size={14} />} act={() => map.current?.showAll(offered)} />
        </div>
      </NetworkMap>
    </div>
  );
}

function Tool({ label, icon, act }: { readonly label: string; readonly icon: React.ReactNode; readonly act: () => void }) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon aria-label={label} onClick={act} size={24}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
