/** Virtual circuits: access switches, virtual paths, who has which identifier, and the bulk requests for more. */
export const circuitTables = `
  CREATE TABLE switches (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    limits TEXT NOT NULL,
    is_up INTEGER NOT NULL DEFAULT 0 CHECK (is_up IN (0, 1)),
    since_ms INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT 'not connected yet',
    -- Removed, and kept for what names it.
    withdrawn_at_ms INTEGER
  ) STRICT;

  CREATE TABLE virtual_paths (
    id TEXT PRIMARY KEY,
    switch_id TEXT NOT NULL REFERENCES switches (id),
    provider TEXT NOT NULL CHECK (provider <> ''),
    side TEXT NOT NULL CHECK (side IN ('UNI', 'NNI')),
    vpi INTEGER NOT NULL CHECK (vpi BETWEEN 0 AND iif(side = 'UNI', 255, 4095)),
    first_vci INTEGER NOT NULL CHECK (first_vci >= 32),
    final_vci INTEGER NOT NULL CHECK (final_vci BETWEEN first_vci AND 65535),
    delta_threshold INTEGER NOT NULL CHECK (delta_threshold >= 0),
    bulk_size INTEGER NOT NULL CHECK (bulk_size > delta_threshold),
    time_threshold_ms INTEGER NOT NULL CHECK (time_threshold_ms > 0),
    max_attempts INTEGER NOT NULL CHECK (max_attempts >= 1),
    backoff_ms INTEGER NOT NULL CHECK (backoff_ms >= 0),
    quarantine_ms INTEGER NOT NULL CHECK (quarantine_ms >= 0),
    is_reserve_held INTEGER NOT NULL CHECK (is_reserve_held IN (0, 1)),
    carried_by_order_id TEXT REFERENCES orders (id),
    current_vci INTEGER NOT NULL CHECK (current_vci BETWEEN first_vci AND final_vci + 1),
    last_vci INTEGER NOT NULL CHECK (last_vci BETWEEN first_vci - 1 AND final_vci),
    status TEXT NOT NULL CHECK (status IN ('SUCCESS', 'FAIL', 'IN_PROCESS')),
    start_time_ms INTEGER,
    requested_vci INTEGER NOT NULL CHECK (requested_vci BETWEEN first_vci - 1 AND final_vci),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    retry_at_ms INTEGER,
    held_since_ms INTEGER,
    created_at_ms INTEGER NOT NULL,
    -- Removed, and kept for the ended orders that name it.
    withdrawn_at_ms INTEGER,
    CHECK ((status = 'IN_PROCESS') = (start_time_ms IS NOT NULL)),
    CHECK (held_since_ms IS NULL OR status = 'FAIL')
  ) STRICT;
  CREATE INDEX virtual_paths_by_switch ON virtual_paths (switch_id, vpi);
  CREATE INDEX virtual_paths_carried ON virtual_paths (carried_by_order_id) WHERE carried_by_order_id IS NOT NULL;
  ${['INSERT', 'UPDATE OF final_vci']
    .map(
      (change, number) => `
  CREATE TRIGGER paths_stay_apart_${number} BEFORE ${change} ON virtual_paths WHEN NEW.withdrawn_at_ms IS NULL AND EXISTS (
    SELECT 1 FROM virtual_paths WHERE switch_id = NEW.switch_id AND vpi = NEW.vpi AND id <> NEW.id AND withdrawn_at_ms IS NULL
      AND first_vci <= NEW.final_vci AND final_vci >= NEW.first_vci)
  BEGIN SELECT RAISE(ABORT, 'the range overlaps another path of the switch'); END;`,
    )
    .join('')}

  CREATE TABLE bulk_requests (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    path_id TEXT NOT NULL REFERENCES virtual_paths (id),
    first_vci INTEGER NOT NULL,
    final_vci INTEGER NOT NULL CHECK (final_vci >= first_vci),
    attempt INTEGER NOT NULL CHECK (attempt >= 1),
    state TEXT NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed', 'given-up')),
    start_ms INTEGER NOT NULL,
    end_ms INTEGER,
    held TEXT NOT NULL,
    answer TEXT NOT NULL,
    CHECK ((state = 'pending') = (end_ms IS NULL))
  ) STRICT;
  CREATE INDEX bulk_requests_by_path ON bulk_requests (path_id, number);
  -- Requests for one path are serialised.
  CREATE UNIQUE INDEX one_pending_bulk_request ON bulk_requests (path_id) WHERE state = 'pending';

  -- Paths of which it was told that they are running out.
  CREATE TABLE low_paths (
    path_id TEXT PRIMARY KEY REFERENCES virtual_paths (id),
    since_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE conditions (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    rows TEXT NOT NULL,
    saved_at_ms INTEGER NOT NULL,
    saved_by TEXT NOT NULL
  ) STRICT;

  CREATE TABLE circuit_orders (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    end_user TEXT NOT NULL CHECK (end_user <> ''),
    path_id TEXT NOT NULL REFERENCES virtual_paths (id),
    switch_id TEXT NOT NULL REFERENCES switches (id),
    rack INTEGER NOT NULL,
    shelf INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    circuit INTEGER NOT NULL,
    line_vpi INTEGER NOT NULL,
    line_vci INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'given', 'connecting', 'active', 'releasing', 'released', 'failed')),
    cause TEXT NOT NULL CHECK (cause <> ''),
    vci INTEGER,
    received_at_ms INTEGER NOT NULL,
    state_since_ms INTEGER NOT NULL,
    -- A column of its own, so that a change of state leaves the indexes over it alone.
    is_standing INTEGER NOT NULL DEFAULT 1,
    CHECK (state NOT IN ('given', 'connecting', 'active') OR vci IS NOT NULL),
    CHECK (is_standing = (state NOT IN ('released', 'failed')))
  ) STRICT;
  CREATE INDEX circuit_orders_by_path ON circuit_orders (path_id, number);
  CREATE INDEX waiting_circuit_orders ON circuit_orders (path_id, number) WHERE state = 'waiting';
  CREATE INDEX circuit_orders_to_do ON circuit_orders (switch_id, number) WHERE state IN ('given', 'connecting', 'releasing');
  CREATE UNIQUE INDEX one_circuit_of_an_end_user ON circuit_orders (path_id, end_user) WHERE is_standing = 1;
  CREATE UNIQUE INDEX one_circuit_on_a_line ON circuit_orders (switch_id, rack, shelf, slot, circuit, line_vpi, line_vci)
    WHERE is_standing = 1;

  CREATE TABLE circuit_transitions (
    order_number INTEGER NOT NULL REFERENCES circuit_orders (number),
    ordinal INTEGER NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause <> ''),
    actor TEXT NOT NULL CHECK (actor IN ('operator', 'engine')),
    PRIMARY KEY (order_number, ordinal)
  ) STRICT, WITHOUT ROWID;
  ${['UPDATE', 'DELETE']
    .map(
      (change) => `
  CREATE TRIGGER circuit_transitions_stay_${change.toLowerCase()} BEFORE ${change} ON circuit_transitions
  BEGIN SELECT RAISE(ABORT, 'transitions are not changed'); END;`,
    )
    .join('')}

  -- An identifier is given once.
  CREATE TABLE virtual_circuits (
    path_id TEXT NOT NULL REFERENCES virtual_paths (id),
    vci INTEGER NOT NULL CHECK (vci BETWEEN 32 AND 65535),
    state TEXT NOT NULL CHECK (state IN ('given', 'quarantined', 'free', 'foreign')),
    order_id TEXT UNIQUE REFERENCES circuit_orders (id),
    since_ms INTEGER NOT NULL,
    free_at_ms INTEGER,
    PRIMARY KEY (path_id, vci),
    CHECK ((state = 'given') = (order_id IS NOT NULL)),
    CHECK ((state = 'quarantined') = (free_at_ms IS NOT NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX free_circuits ON virtual_circuits (path_id, since_ms, vci) WHERE state = 'free';
  CREATE INDEX foreign_circuits ON virtual_circuits (path_id, vci) WHERE state = 'foreign';
  CREATE INDEX quarantined_circuits ON virtual_circuits (path_id, free_at_ms) WHERE state = 'quarantined';
  CREATE TRIGGER circuits_are_given_once BEFORE UPDATE OF order_id ON virtual_circuits
    WHEN OLD.order_id IS NOT NULL AND NEW.order_id IS NOT NULL AND NEW.order_id <> OLD.order_id
  BEGIN SELECT RAISE(ABORT, 'the circuit is given already'); END;

  CREATE TABLE host_keys (
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    algorithm TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (host, port)
  ) STRICT, WITHOUT ROWID;
  `;
