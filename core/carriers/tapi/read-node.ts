import type { ReportedNode } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { clip, shown } from './json';
import { readCondition, combine } from './read-condition';
import type { StatedCondition } from './read-condition';
import { readLatency } from './read-latency';
import type { Place } from './read-latency';
import { entryNamed, nameOf } from './names';
import type { TopologyObject } from './snapshot';
import type { Warnings } from './warnings';

/** A node with its site and transit; what is malformed in it becomes null, with a warning. */
export function readNode(
  uuid: string,
  node: TopologyObject,
  alarms: readonly StatedCondition[],
  mapping: CarrierMapping,
  warnings: Warnings,
): ReportedNode {
  const name = clip(nameOf(node.value, 'node-name'), 200) || uuid;
  return {
    uuid,
    name,
    site: readSite(uuid, name, node, mapping, warnings),
    ...combine([readCondition(node.value, mapping.states), ...alarms]),
    transitNs: readTransit(uuid, name, node, mapping, warnings),
  };
}

/** The place of a site, where both coordinates are known. */
export const placeOf = (site: ReportedNode['site']): Place | null =>
  site?.latitudeDeg != null && site.longitudeDeg != null ? { latitudeDeg: site.latitudeDeg, longitudeDeg: site.longitudeDeg } : null;

function readSite(uuid: string, name: string, node: TopologyObject, mapping: CarrierMapping, warnings: Warnings): ReportedNode['site'] {
  const code = entryNamed(node.value, mapping.names.site);
  if (code === null || code.trim() === '') return null;
  const own = clip(code, 60);
  const id = Object.hasOwn(mapping.sites, own) ? (mapping.sites[own] ?? own) : own;
  const [latitude, longitude] = [entryNamed(node.value, mapping.names.latitude), entryNamed(node.value, mapping.names.longitude)];
  const [latitudeDeg, longitudeDeg] = [degrees(latitude, 90), degrees(longitude, 180)];
  const isPlaced = latitudeDeg !== null && longitudeDeg !== null;
  if (!isPlaced && (latitude !== null || longitude !== null)) {
    warnings.add(
      uuid,
      `node ${name}: its coordinates (${shown(latitude)}, ${shown(longitude)}) are not degrees: its site has no place on the map until the carrier corrects them`,
    );
  }
  const siteName = clip(entryNamed(node.value, mapping.names.siteName) ?? id, 200);
  return { id, name: siteName, latitudeDeg: isPlaced ? latitudeDeg : null, longitudeDeg: isPlaced ? longitudeDeg : null };
}

function readTransit(uuid: string, name: string, node: TopologyObject, mapping: CarrierMapping, warnings: Warnings): number | null {
  const outcome = readLatency(node.value, mapping.latency);
  if (outcome.kind === 'latency') return Math.max(outcome.latency.azNs, outcome.latency.zaNs);
  if (outcome.kind === 'refused')
    warnings.add(uuid, `node ${name}: its transit is refused: ${outcome.message}; set one by hand or have the carrier correct it`);
  return null;
}

function degrees(text: string | null, limit: number): number | null {
  if (text === null || !/^\s*[+-]?\d{1,3}(\.\d{1,15})?\s*$/.test(text)) return null;
  const value = Number(text);
  return Math.abs(value) <= limit ? value : null;
}
