import { standardMapping, type CarrierMapping } from '../carriers/mapping';
import type { MappingLine } from '../contract/links';

/** A mapping table as lines for people: by group, what the carrier says, and what that is here. */
export function mappingLines(mapping: CarrierMapping): readonly MappingLine[] {
  const standard = new Set(linesOf(standardMapping).map(keyOf));
  return linesOf(mapping).map((line) => ({ ...line, isOwn: !standard.has(keyOf(line)) }));
}

type Line = Omit<MappingLine, 'isOwn'>;
const keyOf = ({ group, theirs, ours }: Line): string => `${group}\n${theirs}\n${ours}`;

function linesOf({
  tapiVersion,
  preferredStream,
  names,
  sites,
  dedicated,
  priceName,
  latency,
  slotsPerGbps,
  signals,
  states,
  alarms,
}: CarrierMapping): Line[] {
  const group = (name: string, lines: readonly (readonly [string, string])[]): Line[] =>
    lines.map(([theirs, ours]) => ({ group: name, theirs, ours }));
  const conditions = (table: Readonly<Record<string, string>>) => Object.entries(table).map(([theirs, ours]) => [theirs, ours] as const);
  return [
    ...group('Protocol', [
      ['version', tapiVersion === 'listed' ? 'as its YANG library lists it' : `TAPI ${tapiVersion}`],
      ['notices, where it offers both', preferredStream === 'sse' ? 'server-sent events' : 'records over WebSocket'],
    ]),
    ...group('Latency', [
      [latency.name, `one way, A to Z, in ${latency.unit === 'us' ? 'µs' : latency.unit}`],
      [latency.reverseName, `one way, Z to A, in ${latency.unit === 'us' ? 'µs' : latency.unit}`],
    ]),
    ...group('Resources', [
      typeof dedicated === 'string'
        ? ['every resource', dedicated === 'all' ? 'dedicated to the virtual network' : 'not dedicated']
        : [`${dedicated.name} = ${dedicated.value}`, 'dedicated to the virtual network'],
      [priceName, 'price per slot and month'],
      ['1 Gbit/s of capacity', `${slotsPerGbps} slots of 1.25G`],
    ]),
    ...group('Places and plugs', [
      [names.site, 'the code of the site'],
      [names.siteName, 'its name'],
      [names.latitude, 'latitude in degrees'],
      [names.longitude, 'longitude in degrees'],
      [names.plugLocal, 'plug identifier of this side'],
      [names.plugRemote, 'plug identifier of the other side'],
      ...Object.entries(sites).map(([theirs, ours]) => [`site ${theirs}`, `site ${ours}`] as const),
    ]),
    ...group('Administrative state', conditions(states.administrative)),
    ...group('Operational state', conditions(states.operational)),
    ...group('Lifecycle state', conditions(states.lifecycle)),
    ...group(
      'Alarms, the first that fits',
      alarms.map(
        ({ name, severity, serviceAffecting, condition }) =>
          [
            [name ?? 'any alarm', severity?.toLowerCase(), serviceAffecting?.toLowerCase().replaceAll('_', ' ')]
              .filter((words) => words !== undefined)
              .join(', '),
            condition,
          ] as const,
      ),
    ),
    ...group('Signals', Object.entries(signals)),
  ];
}
