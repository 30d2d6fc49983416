/** Told apart from what operators did besides; before, by their words alone. */
export const linkHoldColumns = `
  ALTER TABLE hold_outs ADD COLUMN is_of_link_hold INTEGER NOT NULL DEFAULT 0 CHECK (is_of_link_hold IN (0, 1));
  ALTER TABLE recovery_pauses ADD COLUMN is_of_link_hold INTEGER NOT NULL DEFAULT 0 CHECK (is_of_link_hold IN (0, 1));
  UPDATE hold_outs SET is_of_link_hold = 1 WHERE subject_kind = 'carrier' AND cause = 'locked-out' AND EXISTS (
    SELECT 1 FROM link_holds WHERE carrier_id = subject_id AND text = 'locked out by ' || by_whom || ': link paused: ' || reason);
  UPDATE recovery_pauses SET is_of_link_hold = 1 WHERE EXISTS (SELECT 1 FROM link_holds
    WHERE link_holds.carrier_id = recovery_pauses.carrier_id AND text = 'paused by ' || by_whom || ': link paused: ' || reason);
`;

/** Certificates of ours that are to be used when a link is made anew; `instead_of` is the fingerprint of the one that they follow. */
export const standingRenewalTable = `
  CREATE TABLE standing_renewals (
    carrier_id TEXT PRIMARY KEY REFERENCES carriers (id),
    cert_file TEXT NOT NULL CHECK (cert_file <> ''),
    key_file TEXT NOT NULL CHECK (key_file <> ''),
    instead_of TEXT NOT NULL,
    by_whom TEXT NOT NULL CHECK (by_whom <> '')
  ) STRICT;
`;

/** What operators decided about carriers and where they meet. */
export const carrierTables = `
  -- Dedicated links that an operator keeps from being used, until he resumes them.
  CREATE TABLE link_holds (
    carrier_id TEXT PRIMARY KEY REFERENCES carriers (id),
    kind TEXT NOT NULL CHECK (kind IN ('paused', 'disconnected')),
    by_whom TEXT NOT NULL CHECK (by_whom <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    since_ms INTEGER NOT NULL
  ) STRICT;

  -- Carriers that were removed: what ended orders name of them stays, and is shown nowhere else.
  CREATE TABLE removed_carriers (
    carrier_id TEXT PRIMARY KEY REFERENCES carriers (id),
    removed_at_ms INTEGER NOT NULL
  ) STRICT;

  -- Interconnects that were proposed and are none, by the operator's word; ports in the order of their ids.
  CREATE TABLE rejected_interconnects (
    a_port_id TEXT NOT NULL REFERENCES ports (id),
    z_port_id TEXT NOT NULL REFERENCES ports (id),
    by_whom TEXT NOT NULL CHECK (by_whom <> ''),
    reason TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (a_port_id, z_port_id),
    CHECK (a_port_id < z_port_id)
  ) STRICT, WITHOUT ROWID;
`;
