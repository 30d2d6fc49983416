import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { RouteShown } from '../../core/contract/shapes';
import { useClient, useConnection } from '../client/use-client';
import { useCarriers } from '../ui/carrier-name';
import { EmptyPanel, LoadingRows } from '../ui/panel-state';
import { MapKeys } from './map-keys';
import { NetworkMap, type MapHandle } from './network-map';
import { createNetworkModel, type NetworkKnown } from './network-model';
import { overlayOf } from './overlays/overlay';
import type { Picture } from './painting/map-painter';
import { tokenOf } from './scene/carrier-token';
import { emphasisOfWays } from './scene/emphasis';
import type { Point } from './scene/geometry';
import classes from './ways-map.module.css';

interface WaysMapProps {
  /** Where it begins and ends; null: not said yet. */
  readonly ends: readonly [aSiteId: string | null, zSiteId: string | null];
  /** The way that stands out, and others beside it. */
  readonly way: RouteShown | null;
  readonly others: readonly RouteShown[];
  /** A site was clicked, or Enter was pressed on it; without: the map is only looked at. */
  readonly onSite?: (siteId: string) => void;
  /** Said over the map: what a click does. */
  readonly hint?: string;
}

/** The map for choosing ends and ways: the same map and keys as the network's, without what belongs to looking around. */
export function WaysMap(props: WaysMapProps) {
  const client = useClient();
  const [model] = useState(() => createNetworkModel(client));
  const known = useSyncExternalStore(model.listen, model.known);
  if (!known) return <LoadingRows label="The network is being loaded" />;
  if (known.topology.sites.length === 0)
    return (
      <EmptyPanel title="No place is known yet">
        <p>Connect a carrier, or import an inventory; its sites are then shown here.</p>
      </EmptyPanel>
    );
  return <Shown {...props} known={known} />;
}

const noBoxes: Picture['floats'] = [];
const nothing = (): void => undefined;

function Shown({ known, ends, way, others, onSite, hint }: WaysMapProps & { readonly known: NetworkKnown }) {
  const identities = useCarriers();
  const isLost = useConnection().kind !== 'up';
  const map = useRef<MapHandle>(null);
  const [isDrawn, setDrawn] = useState(false);
  const { topology, tables } = known;
  const [aSiteId, zSiteId] = ends;
  const endNodes = useMemo(() => {
    const nodeAt = (siteId: string | null): readonly string[] => {
      if (siteId === null) return [];
      const node = [...tables.nodes.values()].find((each) => each.siteId === siteId);
      return node ? [node.id] : [];
    };
    return [...nodeAt(aSiteId), ...nodeAt(zSiteId)];
    // Tables change in place; which node stands for a site does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [topology, aSiteId, zSiteId]);
  const picture = useMemo(
    (): Picture => ({
      topology,
      tables,
      overlay: overlayOf('health', tables, 0),
      troubles: known.troubles,
      groups: known.groups,
      emphasis: way === null && endNodes.length === 0 ? null : emphasisOfWays(way, others, endNodes),
      carrierToken: (carrierId) => tokenOf(identities.get(carrierId)?.accent),
      isStale: (carrierId) => isLost || known.carriers.get(carrierId)?.link === 'down',
      floats: noBoxes,
      chosenLevel: null,
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [topology, known.version, way, others, endNodes, identities, isLost],
  );
  // Both ends, or the whole way, are seen without looking for them.
  const shownFor = way ? way.hops.map(({ id }) => id).join() : aSiteId !== null && zSiteId !== null ? endNodes.join() : '';
  useEffect(() => {
    if (!isDrawn || shownFor === '') return;
    const nodeIds = way ? way.hops.flatMap(({ kind, id }) => (kind === 'node' ? [id] : [])) : endNodes;
    const points = nodeIds.flatMap((id): readonly Point[] => {
      const site = topology.sites[topology.siteOfNode.get(id) ?? -1];
      return site ? [site] : [];
    });
    if (points.length > 0) map.current?.showAll(points);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- moved when the way is another, not whenever something is drawn
  }, [isDrawn, shownFor]);
  const take = (siteId: string): void => {
    onSite?.(siteId);
  };
  return (
    <MapKeys
      map={map}
      topology={topology}
      known={known}
      selection={null}
      onSelect={(next) => {
        if (next?.kind === 'site') take(next.id);
      }}
      onList={nothing}
    >
      <NetworkMap
        handle={map}
        picture={picture}
        projection={known.projection}
        layout={known.projection}
        onTarget={nothing}
        onPick={(target) => {
          if (target?.kind === 'site') take(target.id);
          else if (target?.kind === 'node') {
            const siteId = tables.nodes.get(target.id)?.siteId;
            if (siteId) take(siteId);
          } else if (target?.kind === 'region') {
            const region = map.current?.scene()?.regions.find(({ id }) => id === target.id);
            map.current?.showAll(region?.sites.flatMap((at) => topology.sites[at] ?? []) ?? []);
          }
        }}
        onLevel={nothing}
        onScene={() => {
          setDrawn(true);
        }}
        onFloats={nothing}
      >
        {hint !== undefined && <p className={classes['hint']}>{hint}</p>}
      </NetworkMap>
    </MapKeys>
  );
}
