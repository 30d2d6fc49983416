import { useMemo, useRef, useState, useSyncExternalStore, useCallback, useEffect } from 'react';
import type { OrderRow } from '../../core/contract/live';
import { addressOf, goTo, useAddress } from '../app/address';
import { useKept } from '../app/preferences';
import { useClient, useConnection, useRow } from '../client/use-client';
import { useCarriers } from '../ui/carrier-name';
import { LoadingRows } from '../ui/panel-state';
import { useNow } from '../ui/times';
import { EmptyNetwork } from './empty-network';
import { Inspector } from './inspector/inspector';
import { Legend } from './legend';
import { MapControls } from './map-controls';
import { MapKeys } from './map-keys';
import { MapList, UnplacedSites } from './map-list';
import { MapTip, type TipHandle } from './map-tip';
import { NetworkMap, type MapHandle } from './network-map';
import { layouts, type Layout } from './layout';
import { createNetworkModel } from './network-model';
import classes from './network-screen.module.css';
import { overlayKinds, overlayOf, type OverlayKind } from './overlays/overlay';
import type { Picture } from './painting/map-painter';
import { emphasisOf, isSameSelection, selectionIn, type Selection } from './scene/emphasis';
import { isWellSeen, type Box, type Point } from './scene/geometry';
import { tokenOf } from './scene/carrier-token';
import type { Scene, Target } from './scene/scene';
import { StaleNotes } from './stale-notes';
import type { ChosenLevel, Level } from './topology/level';
import { useDossier } from './use-dossier';
import { useSchematic } from './schematic/use-schematic';
import { WholeNetwork } from './whole-network';

/** Where everything is, how it fares, and what runs over it. */
export function NetworkScreen() {
  const client = useClient();
  const [model] = useState(() => createNetworkModel(client));
  const known = useSyncExternalStore(model.listen, model.known);
  if (!known) return <LoadingRows label="The network is being loaded" />;
  if (known.carriers.size === 0) return <EmptyNetwork />;
  return <Shown known={known} />;
}

type Known = NonNullable<ReturnType<ReturnType<typeof createNetworkModel>['known']>>;

function Shown({ known }: { readonly known: Known }) {
  const connection = useConnection();
  const identities = useCarriers();
  const { query } = useAddress();
  const selection = useMemo(() => selectionIn(query), [query]);
  const [overlayKind, setOverlayKind] = useKept<OverlayKind>('network.overlay', 'health', isOverlayKind);
  const [layout, setLayout] = useKept<Layout>('network.layout', 'map', isLayout);
  const [isListed, setListed] = useKept<boolean>('network.list', false, (value) => typeof value === 'boolean');
  const [levels, setLevels] = useState<{ readonly shown: Level; readonly byZoom: Level }>({ shown: 'sites', byZoom: 'sites' });
  const [chosenLevel, setChosenLevel] = useState<ChosenLevel | null>(null);
  const [scene, setScene] = useState<Scene | null>(null);
  const [floats, setFloats] = useState<readonly Box[]>([]);
  const map = useRef<MapHandle>(null);
  const tip = useRef<TipHandle>(null);
  const lastShown = useRef('');

  const schematic = useSchematic(layout === 'schematic' ? known.topology : null);
  const topology = (layout === 'schematic' ? schematic.topology : null) ?? known.topology;
  const minute = Math.floor(useNow() / 60_000);
  const overlay = useMemo(
    () => overlayOf(overlayKind, known.tables, minute * 60_000),
    // Tables change in place, so their version counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [overlayKind, known.version, minute],
  );
  const { dossier, state: dossierState } = useDossier(selection?.kind === 'order' ? selection.id : null);
  const order = useRow('orders', selection?.kind === 'order' ? selection.id : null);
  const impairment = selection?.kind === 'impairment' ? known.impairments.get(selection.id) : undefined;
  const isLost = connection.kind !== 'up';
  const staleCarriers = useMemo(
    () => new Set([...known.carriers.values()].filter(({ link }) => isLost || link === 'down').map(({ id }) => id)),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [known.version, isLost],
  );
  const picture = useMemo(
    (): Picture => ({
      topology,
      tables: known.tables,
      overlay,
      troubles: known.troubles,
      groups: known.groups,
      emphasis: emphasisOf(selection, known.tables, { dossier, order, impairment }),
      carrierToken: (carrierId) => tokenOf(identities.get(carrierId)?.accent),
      isStale: (carrierId) => staleCarriers.has(carrierId),
      floats,
      chosenLevel,
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [topology, known.version, overlay, selection, dossier, order, impairment, identities, staleCarriers, floats, chosenLevel],
  );

  const select = useCallback((next: Selection | null): void => {
    goTo(addressOf('network', [], next ? { [next.kind]: next.id } : {}));
  }, []);
  const pick = (target: Target | null): void => {
    if (target?.kind === 'region') {
      const region = map.current?.scene()?.regions.find(({ id }) => id === target.id);
      map.current?.showAll(region?.sites.flatMap((at) => topology.sites[at] ?? []) ?? []);
      return;
    }
    const next = target && { kind: target.kind, id: target.id };
    // It was just pointed at: it need not be shown.
    if (next) lastShown.current = keyOf(next);
    select(next);
  };

  // A link to something shows it.
  useEffect(() => {
    const key = keyOf(selection);
    const view = map.current?.view();
    if (key === lastShown.current || !scene || !view) return;
    const points = pointsOf(selection, order, picture, topology);
    if (selection && points.length === 0) return;
    lastShown.current = key;
    // Of a carrier one wants to see where it is, and nothing but that.
    if (selection?.kind === 'carrier' || !isWellSeen(points, view)) map.current?.showAll(points);
  }, [selection, order, picture, topology, scene]);

  const changeFloats = useCallback((next: readonly Box[]) => {
    setFloats((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  }, []);
  const isUnlocated = layout === 'map' && topology.unplaced.length > 0;
  return (
    <div className={classes['screen']}>
      <MapKeys
        map={map}
        topology={topology}
        known={known}
        selection={selection}
        onSelect={select}
        onList={() => {
          setListed(!isListed);
        }}
      >
        <NetworkMap
          handle={map}
          picture={picture}
          projection={layout === 'map' ? known.projection : null}
          layout={(layout === 'schematic' ? schematic.topology : null) ?? known.projection}
          onTarget={(target, at) => {
            tip.current?.show(target, at);
          }}
          onPick={pick}
          onLevel={(level, byZoom) => {
            setLevels({ shown: level, byZoom });
          }}
          onScene={setScene}
          onFloats={changeFloats}
        >
          <MapControls
            overlay={overlayKind}
            onOverlay={setOverlayKind}
            level={levels.shown}
            onLevel={(level) => {
              setChosenLevel(level === levels.byZoom ? null : { level, whileAt: levels.byZoom });
            }}
            layout={layout}
            onLayout={setLayout}
            isListed={isListed}
            onListed={setListed}
            map={map}
          />
          <WholeNetwork topology={topology} projection={layout === 'map' ? known.projection : null} troubles={known.troubles} map={map} />
          <Legend overlay={overlay} picture={picture} hasStale={staleCarriers.size > 0} selection={selection} onSelect={select} />
          <StaleNotes
            carriers={known.carriers}
            isLost={isLost}
            fault={known.fault}
            schematicFault={layout === 'schematic' ? schematic.fault : ''}
          />
          {isUnlocated && !isListed && <UnplacedSites sites={topology.unplaced} onSelect={select} />}
          {isListed && scene && (
            <MapList
              scene={scene}
              known={known}
              topology={topology}
              onSelect={select}
              onPick={pick}
              onClose={() => {
                setListed(false);
              }}
            />
          )}
          <MapTip handle={tip} known={known} topology={topology} map={map} selection={selection} />
        </NetworkMap>
      </MapKeys>
      <Inspector selection={selection} known={known} dossier={dossier} dossierState={dossierState} onSelect={select} />
    </div>
  );
}

const isOverlayKind = (value: unknown): value is OverlayKind => overlayKinds.some((kind) => kind === value);
const isLayout = (value: unknown): value is Layout => layouts.some((layout) => layout === value);

const keyOf = (selection: Selection | null): string => (selection ? `${selection.kind}/${selection.id}` : '');

/** Where on the map what is selected is. */
function pointsOf(
  selection: Selection | null,
  order: OrderRow | undefined,
  { emphasis, groups }: Picture,
  { sites, siteAt, siteOfNode }: Known['topology'],
): readonly Point[] {
  if (!selection || !emphasis) return [];
  // Without a route there are still its ends.
  if (order && emphasis.routeNodes.length === 0)
    return [order.aSiteId, order.zSiteId].flatMap((id) => sites[siteAt.get(id ?? '') ?? -1] ?? []);
  const group =
    selection.kind === 'impairment' ? groups.find(({ id }) => isSameSelection(selection, { kind: 'impairment', id })) : undefined;
  const nodeIds = [...emphasis.routeNodes, ...emphasis.nodes, ...(group?.nodeIds ?? [])];
  const places = nodeIds.map((id) => siteOfNode.get(id) ?? -1);
  if (emphasis.siteId !== null) places.push(siteAt.get(emphasis.siteId) ?? -1);
  return places.flatMap((at) => sites[at] ?? []);
}
