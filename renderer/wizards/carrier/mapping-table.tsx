import type { MappingShown } from '../../../core/contract/connecting';
import parts from '../step-parts.module.css';
import { unitNames } from './unit-names';

/** How what the manager says is read: what differs from the usual is said to. */
export function MappingTable({ mapping, own }: { readonly mapping: MappingShown; readonly own: Readonly<Record<string, unknown>> }) {
  const { names, latency, dedicated, sites } = mapping;
  const isOwn = (part: string, field?: string): boolean => {
    const value = own[part];
    return field === undefined ? value !== undefined : typeof value === 'object' && value !== null && field in value;
  };
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['Latency unit', unitNames[latency.unit], isOwn('latency', 'unit')],
    ['Latency, A to Z or both ways', latency.name, isOwn('latency', 'name')],
    ['Latency, Z to A', latency.reverseName, isOwn('latency', 'reverseName')],
    [
      'Dedicated are',
      dedicated === 'all' ? 'all links' : dedicated === 'none' ? 'no links' : `links with ${dedicated.name} = ${dedicated.value}`,
      isOwn('dedicated'),
    ],
    [
      'Site codes',
      Object.entries(sites)
        .map(([mine, known]) => `${mine} is ${known}`)
        .join(', ') || 'as it writes them',
      isOwn('sites'),
    ],
    ['Site of a node', `${names.site}, ${names.siteName}, ${names.latitude}, ${names.longitude}`, isOwn('names')],
    ['Plugs of a port', `${names.plugLocal}, ${names.plugRemote}`, isOwn('names')],
    ['Price', mapping.priceName, isOwn('priceName')],
    ['Slots of a Gbit/s', String(mapping.slotsPerGbps), isOwn('slotsPerGbps')],
    ['TAPI', mapping.tapiVersion === 'listed' ? 'as its library lists' : mapping.tapiVersion, isOwn('tapiVersion')],
    ['Notices', mapping.preferredStream === 'sse' ? 'server-sent events first' : 'WebSocket first', isOwn('preferredStream')],
  ];
  return (
    <table className={parts['table']} aria-label="Mapping table">
      <tbody>
        {rows.map(([name, value, isDifferent]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={parts['mono']}>{value}</td>
            <td className={`${parts['quiet'] ?? ''} ${parts['narrow'] ?? ''}`}>{isDifferent ? 'yours' : 'usual'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
