import type { LinkHold } from '../../model/link-hold';
import type { StandingRenewal } from '../../model/standing-renewal';
import type { CarrierRepository, RejectedInterconnect } from '../carrier-repositories';
import type { Database } from '../database';

export function carrierRepository(db: Database): CarrierRepository {
  return {
    async putHold({ carrierId, kind, by, reason, sinceMs }) {
      db.run('INSERT OR REPLACE INTO link_holds VALUES (?, ?, ?, ?, ?)', [carrierId, kind, by, reason, sinceMs]);
    },
    async removeHold(carrierId) {
      db.run('DELETE FROM link_holds WHERE carrier_id = ?', [carrierId]);
    },
    async holds() {
      return db.all<LinkHold>(
        'SELECT carrier_id AS carrierId, kind, by_whom AS "by", reason, since_ms AS sinceMs FROM link_holds ORDER BY carrier_id',
      );
    },
    async putRenewal({ carrierId, certFile, keyFile, insteadOf, by }) {
      db.run('INSERT OR REPLACE INTO standing_renewals VALUES (?, ?, ?, ?, ?)', [carrierId, certFile, keyFile, insteadOf, by]);
    },
    async removeRenewal(carrierId) {
      db.run('DELETE FROM standing_renewals WHERE carrier_id = ?', [carrierId]);
    },
    async renewals() {
      return db.all<StandingRenewal>(
        `SELECT carrier_id AS carrierId, cert_file AS certFile, key_file AS keyFile, instead_of AS insteadOf, by_whom AS "by"
          FROM standing_renewals ORDER BY carrier_id`,
      );
    },
    async remove(carrierId, atMs) {
      db.run('DELETE FROM standing_renewals WHERE carrier_id = ?', [carrierId]);
      db.run('DELETE FROM link_holds WHERE carrier_id = ?', [carrierId]);
      db.run('INSERT OR REPLACE INTO removed_carriers VALUES (?, ?)', [carrierId, atMs]);
    },
    async listRemoved() {
      return db.all<{ id: string }>('SELECT carrier_id AS id FROM removed_carriers ORDER BY carrier_id').map(({ id }) => id);
    },
    async rejectInterconnect({ aPortId, zPortId, by, reason, atMs }) {
      db.run('INSERT OR REPLACE INTO rejected_interconnects VALUES (?, ?, ?, ?, ?)', [aPortId, zPortId, by, reason, atMs]);
    },
    async allowInterconnect(aPortId, zPortId) {
      return db.run('DELETE FROM rejected_interconnects WHERE a_port_id = ? AND z_port_id = ?', [aPortId, zPortId]) > 0;
    },
    async rejectedInterconnects() {
      return db.all<RejectedInterconnect>(
        `SELECT a_port_id AS aPortId, z_port_id AS zPortId, by_whom AS "by", reason, at_ms AS atMs FROM rejected_interconnects
          ORDER BY a_port_id, z_port_id`,
      );
    },
  };
}
