import { useEffect, useState } from 'react';
import type { Topology } from '../topology/topology';
import { layOutSchematic, mostSchematicSites } from './lay-out-schematic';

export interface Schematic {
  readonly topology: Topology | null;
  /** Why there is none; empty: there is, or will be. */
  readonly fault: string;
}

/** The same network laid out by how it is joined instead of where it is; null topology while it is being worked out. */
export function useSchematic(topology: Topology | null): Schematic {
  const [made, setMade] = useState<{ readonly of: Topology; readonly topology: Topology | null; readonly fault: string } | null>(null);
  const isTooLarge = topology !== null && topology.sites.length > mostSchematicSites;
  useEffect(() => {
    if (!topology || isTooLarge) return;
    let isWanted = true;
    layOutSchematic(topology).then(
      (laidOut) => {
        if (isWanted) setMade({ of: topology, topology: laidOut, fault: '' });
      },
      (error: unknown) => {
        if (isWanted) setMade({ of: topology, topology: null, fault: `it could not be laid out: ${String(error)}` });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [topology, isTooLarge]);
  if (isTooLarge)
    return {
      topology: null,
      fault: `${topology.sites.length} sites are too many for one; up to ${mostSchematicSites} are laid out. The map is shown.`,
    };
  return topology && made?.of === topology ? made : { topology: null, fault: '' };
}
