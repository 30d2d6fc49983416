import type { ReportedNode } from '../carriers/carrier-link';
import { greatCircleKm, placeOf, type Place } from '../model/distance';
import type { NetworkView } from './network-view';

/** A site of a file that is probably one that is known already under another code. */
export interface SiteProposal {
  readonly siteId: string;
  readonly siteName: string;
  readonly knownSiteId: string;
  readonly knownSiteName: string;
  readonly distanceKm: number;
}

export interface SiteMatches {
  /** Sites of the file where other carriers stand too, by the code that both use. */
  readonly byCode: readonly string[];
  /** By place, for the operator to confirm: the nearest known site within 15 km of a site whose code no other carrier uses. */
  readonly proposals: readonly SiteProposal[];
}

/** Which of the sites are known already from other carriers. Pure. */
export function matchSites(view: NetworkView, carrierId: string, nodes: readonly ReportedNode[]): SiteMatches {
  const others = [...sitesOfOthers(view, carrierId)].map((id) => {
    const site = view.sites.get(id);
    return { id, name: site?.name ?? id, place: placeOf(site ?? null) };
  });
  const known = new Set(others.map(({ id }) => id));
  const sites = new Map(nodes.flatMap(({ site }) => (site ? [[site.id, site] as const] : [])));
  const proposals = [...sites.values()].flatMap((site): SiteProposal[] => {
    const place = placeOf(site);
    if (known.has(site.id) || !place) return [];
    const [nearest] = others
      .flatMap((other) => (other.place && mayBeNear(place, other.place) ? [{ ...other, km: greatCircleKm(place, other.place) }] : []))
      .filter(({ km }) => km <= samePlaceKm)
      .sort((a, b) => a.km - b.km || (a.id < b.id ? -1 : 1));
    if (!nearest) return [];
    return [{ siteId: site.id, siteName: site.name, knownSiteId: nearest.id, knownSiteName: nearest.name, distanceKm: nearest.km }];
  });
  return { byCode: [...sites.keys()].filter((id) => known.has(id)), proposals };
}

/** The nodes at the sites that the operator takes them to be at: from a site of the file to one that is known. */
export function atKnownSites(
  view: NetworkView,
  nodes: readonly ReportedNode[],
  sites: ReadonlyMap<string, string>,
): readonly ReportedNode[] {
  return nodes.map((node) => {
    const known = view.sites.get(sites.get(node.site?.id ?? '') ?? '');
    return known ? { ...node, site: known } : node;
  });
}

function sitesOfOthers(view: NetworkView, carrierId: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const node of view.nodes.values()) {
    if (node.carrierId !== carrierId && node.condition !== 'withdrawn' && node.siteId !== null) ids.add(node.siteId);
  }
  return ids;
}

/** A degree of latitude is never less than 110 km. */
const mayBeNear = (one: Place, other: Place): boolean => Math.abs(one.latitudeDeg - other.latitudeDeg) <= samePlaceKm / 110;

const samePlaceKm = 15;
