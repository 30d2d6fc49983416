import type { Carrier, Condition, FileSource, Interconnect, LinkState, NetworkNode, Port, Resource, Site } from '../../model/network';
import type { Signal } from '../../model/signal';
import type { Database } from '../database';
import type { NetworkRepository } from '../store';
import { TextPool } from '../text-pool';

type PortRow = Omit<Port, 'signals' | 'plug'> & { signals: string; plugLocalId: string | null; plugRemoteId: string | null };
type ResourceRow = Omit<Resource, 'signals' | 'sharedRisks' | 'isDedicated'> & {
  signals: string;
  sharedRisks: string;
  isDedicated: number;
};
type LinkStateRow = Omit<LinkState, 'isUp'> & { isUp: number };

export function networkRepository(db: Database): NetworkRepository {
  return {
    async putCarrier({ id, name, role }) {
      db.run('DELETE FROM removed_carriers WHERE carrier_id = ?', [id]);
      db.run('INSERT INTO carriers VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role', [
        id,
        name,
        role,
      ]);
    },
    async putLinkState({ carrierId, isUp, reason, sinceMs, heardAtMs }) {
      db.run(
        `INSERT INTO link_states VALUES (?, ?, ?, ?, ?) ON CONFLICT (carrier_id) DO UPDATE SET is_up = excluded.is_up, reason = excluded.reason,
          since_ms = excluded.since_ms, heard_at_ms = excluded.heard_at_ms`,
        [carrierId, isUp ? 1 : 0, reason, sinceMs, heardAtMs],
      );
    },
    async putFileSource({ carrierId, files, importedAtMs }) {
      db.run(
        `INSERT INTO file_sources VALUES (?, ?, ?) ON CONFLICT (carrier_id) DO UPDATE SET files = excluded.files,
          imported_at_ms = excluded.imported_at_ms`,
        [carrierId, files, importedAtMs],
      );
    },
    async removeFileSource(carrierId) {
      db.run('DELETE FROM file_sources WHERE carrier_id = ?', [carrierId]);
    },
    async putSite({ id, name, latitudeDeg, longitudeDeg }) {
      db.run(
        `INSERT INTO sites VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, latitude_deg = excluded.latitude_deg,
          longitude_deg = excluded.longitude_deg`,
        [id, name, latitudeDeg, longitudeDeg],
      );
    },
    async putNode({ id, carrierId, name, siteId, condition, conditionText }) {
      db.run(
        `INSERT INTO nodes VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, site_id = excluded.site_id,
          condition = excluded.condition, condition_text = excluded.condition_text`,
        [id, carrierId, name, siteId, condition, conditionText],
      );
    },
    async putPort({ id, carrierId, nodeId, name, signals, plug, condition, conditionText }) {
      db.run(
        `INSERT INTO ports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET node_id = excluded.node_id, name = excluded.name,
          signals = excluded.signals, plug_local_id = excluded.plug_local_id, plug_remote_id = excluded.plug_remote_id,
          condition = excluded.condition, condition_text = excluded.condition_text`,
        [id, carrierId, nodeId, name, JSON.stringify(signals), plug?.localId ?? null, plug?.remoteId ?? null, condition, conditionText],
      );
    },
    async putResource(resource) {
      const { id, carrierId, name, aNodeId, zNodeId, slots, foreignSlots, signals, pricePerSlot, sharedRisks, isDedicated } = resource;
      db.run(
        `INSERT INTO resources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
          a_node_id = excluded.a_node_id, z_node_id = excluded.z_node_id, slots = excluded.slots, foreign_slots = excluded.foreign_slots,
          signals = excluded.signals, price_per_slot = excluded.price_per_slot, shared_risks = excluded.shared_risks,
          is_dedicated = excluded.is_dedicated, condition = excluded.condition, condition_text = excluded.condition_text`,
        [
          ...[
            id,
            carrierId,
            name,
            aNodeId,
            zNodeId,
            slots,
            foreignSlots,
            JSON.stringify(signals),
            pricePerSlot,
            JSON.stringify(sharedRisks),
          ],
          ...[isDedicated ? 1 : 0, resource.condition, resource.conditionText],
        ],
      );
    },
    async putInterconnect({ id, siteId, aPortId, zPortId, origin }) {
      db.run(
        `INSERT INTO interconnects VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET site_id = excluded.site_id,
          a_port_id = excluded.a_port_id, z_port_id = excluded.z_port_id, origin = excluded.origin`,
        [id, siteId, aPortId, zPortId, origin],
      );
    },
    async removeInterconnect(id) {
      db.run('DELETE FROM interconnects WHERE id = ?', [id]);
    },
    async readAll(pool = new TextPool()) {
      return {
        carriers: db.all<Carrier>(`SELECT id, name, role FROM carriers WHERE ${isKnown('id')} ORDER BY id`),
        linkStates: db
          .all<LinkStateRow>(
            `SELECT carrier_id AS carrierId, is_up AS isUp, reason, since_ms AS sinceMs, heard_at_ms AS heardAtMs FROM link_states
              WHERE ${isKnown('carrier_id')} ORDER BY carrier_id`,
          )
          .map((row) => ({ ...row, isUp: row.isUp === 1 })),
        fileSources: db.all<FileSource>(
          `SELECT carrier_id AS carrierId, files, imported_at_ms AS importedAtMs FROM file_sources
            WHERE ${isKnown('carrier_id')} ORDER BY carrier_id`,
        ),
        sites: db.all<Site>(
          `SELECT id, name, latitude_deg AS latitudeDeg, longitude_deg AS longitudeDeg FROM sites
            WHERE NOT EXISTS (SELECT 1 FROM removed_carriers)
              OR EXISTS (SELECT 1 FROM nodes WHERE nodes.site_id = sites.id AND ${isKnown('nodes.carrier_id')}) ORDER BY id`,
        ),
        nodes: db.all<NetworkNode>(`${selectNodes} WHERE ${isKnown('carrier_id')} ORDER BY id`),
        ports: everyPort(db, pool),
        resources: db.all<ResourceRow>(`${selectResources} WHERE ${isKnown('carrier_id')} ORDER BY id`).map(resourceOf),
        interconnects: db.all<Interconnect>(`${selectInterconnects} ORDER BY id`),
      };
    },
    async readSome(subjects) {
      const ids = (kind: string): readonly string[] => subjects.flatMap((subject) => (subject.kind === kind ? [subject.id] : []));
      const among = (wanted: readonly string[]): [string] => [JSON.stringify(wanted)];
      const isWanted = 'WHERE id IN (SELECT value FROM json_each(?))';
      const interconnects = db.all<Interconnect>(`${selectInterconnects} ${isWanted}`, among(ids('interconnect')));
      const ports = [...ids('port'), ...interconnects.flatMap(({ aPortId, zPortId }) => [aPortId, zPortId])];
      return {
        ...{ carriers: [], linkStates: [], fileSources: [], sites: [], interconnects },
        nodes: db.all<NetworkNode>(`${selectNodes} ${isWanted}`, among(ids('node'))),
        ports: db.all<PortRow>(`${selectPorts} ${isWanted}`, among(ports)).map(portOf),
        resources: db.all<ResourceRow>(`${selectResources} ${isWanted}`, among(ids('resource'))).map(resourceOf),
      };
    },
  };
}

const isKnown = (column: string): string => `${column} NOT IN (SELECT carrier_id FROM removed_carriers)`;
const selectNodes = 'SELECT id, carrier_id AS carrierId, name, site_id AS siteId, condition, condition_text AS conditionText FROM nodes';
const selectPorts = `SELECT id, carrier_id AS carrierId, node_id AS nodeId, name, signals, plug_local_id AS plugLocalId,
  plug_remote_id AS plugRemoteId, condition, condition_text AS conditionText FROM ports`;
const selectResources = `SELECT id, carrier_id AS carrierId, name, a_node_id AS aNodeId, z_node_id AS zNodeId, slots, foreign_slots AS foreignSlots,
  signals, price_per_slot AS pricePerSlot, shared_risks AS sharedRisks, is_dedicated AS isDedicated, condition,
  condition_text AS conditionText FROM resources`;
const selectInterconnects = 'SELECT id, site_id AS siteId, a_port_id AS aPortId, z_port_id AS zPortId, origin FROM interconnects';

/** There are most of them: what they name is named once, and those that accept the same signals have one list of them. */
function everyPort(db: Database, pool: TextPool): Port[] {
  const ports: Port[] = [];
  const signalsOf = new Map<string, readonly Signal[]>();
  db.each(`${selectPorts} WHERE ${isKnown('carrier_id')} ORDER BY id`, [], pool, (row) => {
    const text = row.text(4);
    const signals = signalsOf.get(text) ?? (JSON.parse(text) as Signal[]);
    signalsOf.set(text, signals);
    const [localId, remoteId] = [row.textOrNull(5), row.textOrNull(6)];
    ports.push({
      id: row.text(0),
      carrierId: row.text(1),
      nodeId: row.text(2),
      name: row.text(3),
      condition: row.text(7) as Condition,
      conditionText: row.text(8),
      signals,
      plug: localId !== null && remoteId !== null ? { localId, remoteId } : null,
    });
  });
  return ports;
}

function portOf({ plugLocalId, plugRemoteId, signals, ...port }: PortRow): Port {
  const plug = plugLocalId !== null && plugRemoteId !== null ? { localId: plugLocalId, remoteId: plugRemoteId } : null;
  return { ...port, signals: JSON.parse(signals) as Signal[], plug };
}

function resourceOf(row: ResourceRow): Resource {
  return {
    ...row,
    signals: JSON.parse(row.signals) as Signal[],
    sharedRisks: JSON.parse(row.sharedRisks) as string[],
    isDedicated: row.isDedicated === 1,
  };
}
