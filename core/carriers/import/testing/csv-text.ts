import type { CarrierInventory } from '../../carrier-link';
import { csvColumns } from '../csv-inventory';

type Row = Readonly<Record<string, string>>;

const us = (ns: number): string => (ns / 1000).toFixed(3);

/** An inventory as the rows of a CSV file: what a planner would write. Its sites have codes. */
export function csvRows({ nodes, ports, resources }: Pick<CarrierInventory, 'nodes' | 'ports' | 'resources'>): readonly Row[] {
  const state = ({ condition, conditionText }: { condition: string; conditionText: string }) => ({
    state: condition,
    state_text: conditionText,
  });
  return [
    ...nodes.map(({ uuid, name, site, transitNs, ...rest }) => ({
      ...{ kind: 'node', id: uuid, name, site: site?.id ?? '', site_name: site?.name ?? '' },
      ...{ latitude: String(site?.latitudeDeg ?? ''), longitude: String(site?.longitudeDeg ?? '') },
      ...{ transit_us: transitNs === null ? '' : us(transitNs), ...state(rest) },
    })),
    ...ports.map(({ uuid, name, nodeUuid, signals, plug, ...rest }) => ({
      ...{ kind: plug ? 'interconnect' : 'port', id: uuid, name, node: nodeUuid, signals: signals.join('|'), ...state(rest) },
      ...(plug ? { local_id: plug.localId, remote_id: plug.remoteId } : {}),
    })),
    ...resources.map(({ uuid, name, latency, ...rest }) => ({
      ...{
        kind: 'link',
        id: uuid,
        name,
        a: rest.aNodeUuid,
        z: rest.zNodeUuid,
        slots: String(rest.slots),
        free_slots: String(rest.availableSlots),
      },
      ...{ signals: rest.signals.join('|'), price_per_slot: String(rest.pricePerSlot), shared_risks: rest.sharedRisks.join('|') },
      ...{ dedicated: rest.isDedicated ? 'yes' : 'no', latency_us: latency ? us(latency.azNs) : '', ...state(rest) },
      ...{ latency_za_us: latency ? us(latency.zaNs) : '' },
    })),
  ];
}

/** The rows as a file, every cell quoted where it has to be. */
export function csvText(rows: readonly Row[], { delimiter = ',', lineEnd = '\n' } = {}): string {
  const columns = ['kind', 'id', 'name', ...new Set(Object.values(csvColumns).flat())];
  const cell = (text: string) => (/["\r\n,;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map(cell).join(delimiter) + lineEnd)
    .join('');
}
