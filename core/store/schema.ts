import { bookingTables } from './booking-tables';
import { carrierTables, linkHoldColumns, standingRenewalTable } from './carrier-tables';
import { circuitTables } from './circuit-tables';
import { chainRecords, type Sealing } from './chain-records';
import type { Connection } from './connection';
import { fieldTables } from './field-tables';
import { historyIndexes } from './history-indexes';
import { importTables } from './import-tables';
import { latencyStepTable } from './latency-step-table';
import { queueTables } from './queue-tables';
import { sessionTables } from './session-tables';

/**
 * The store's schema as a list of migrations: each is applied once, in order; one that has been released is never changed.
 * Invariants are constraints here, not only checks in code. Lists and routes are JSON text.
 */
export const migrations: readonly (string | ((connection: Connection, sealing: Sealing) => void))[] = [
  `
  CREATE TABLE carriers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('dedicating', 'accessing', 'both'))
  ) STRICT;

  CREATE TABLE link_states (
    carrier_id TEXT PRIMARY KEY REFERENCES carriers (id),
    is_up INTEGER NOT NULL CHECK (is_up IN (0, 1)),
    reason TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    heard_at_ms INTEGER
  ) STRICT;

  CREATE TABLE sites (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    latitude_deg REAL CHECK (latitude_deg BETWEEN -90 AND 90),
    longitude_deg REAL CHECK (longitude_deg BETWEEN -180 AND 180)
  ) STRICT;

  CREATE TABLE nodes (
    id TEXT PRIMARY KEY,
    carrier_id TEXT NOT NULL REFERENCES carriers (id),
    name TEXT NOT NULL,
    site_id TEXT REFERENCES sites (id),
    condition TEXT NOT NULL CHECK (condition IN ('up', 'degraded', 'down', 'withdrawn')),
    condition_text TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ports (
    id TEXT PRIMARY KEY,
    carrier_id TEXT NOT NULL REFERENCES carriers (id),
    node_id TEXT NOT NULL REFERENCES nodes (id),
    name TEXT NOT NULL,
    signals TEXT NOT NULL,
    plug_local_id TEXT,
    plug_remote_id TEXT,
    condition TEXT NOT NULL CHECK (condition IN ('up', 'degraded', 'down', 'withdrawn')),
    condition_text TEXT NOT NULL
  ) STRICT;

  CREATE TABLE resources (
    id TEXT PRIMARY KEY,
    carrier_id TEXT NOT NULL REFERENCES carriers (id),
    name TEXT NOT NULL,
    a_node_id TEXT NOT NULL REFERENCES nodes (id),
    z_node_id TEXT NOT NULL REFERENCES nodes (id),
    slots INTEGER NOT NULL CHECK (slots >= 0),
    foreign_slots INTEGER NOT NULL CHECK (foreign_slots >= 0),
    signals TEXT NOT NULL,
    price_per_slot INTEGER NOT NULL CHECK (price_per_slot >= 0),
    shared_risks TEXT NOT NULL,
    is_dedicated INTEGER NOT NULL CHECK (is_dedicated IN (0, 1)),
    condition TEXT NOT NULL CHECK (condition IN ('up', 'degraded', 'down', 'withdrawn')),
    condition_text TEXT NOT NULL
  ) STRICT;

  CREATE TABLE interconnects (
    id TEXT PRIMARY KEY,
    site_id TEXT REFERENCES sites (id),
    a_port_id TEXT NOT NULL UNIQUE REFERENCES ports (id),
    z_port_id TEXT NOT NULL UNIQUE REFERENCES ports (id),
    origin TEXT NOT NULL CHECK (origin IN ('plug-id', 'operator')),
    CHECK (a_port_id <> z_port_id)
  ) STRICT;

  CREATE TABLE latency_readings (
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('resource', 'interconnect', 'node')),
    subject_id TEXT NOT NULL,
    provenance TEXT NOT NULL CHECK (provenance IN ('derived', 'reported', 'measured', 'operator')),
    az_ns INTEGER NOT NULL CHECK (az_ns BETWEEN 0 AND 1000000000),
    za_ns INTEGER NOT NULL CHECK (za_ns BETWEEN 0 AND 1000000000),
    read_at_ms INTEGER NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, provenance)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE latency_defaults (
    scope TEXT NOT NULL CHECK (scope IN ('carrier-transit', 'site-interconnect')),
    scope_id TEXT NOT NULL,
    ns INTEGER NOT NULL CHECK (ns BETWEEN 0 AND 1000000000),
    set_at_ms INTEGER NOT NULL,
    PRIMARY KEY (scope, scope_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    accessing_carrier_id TEXT NOT NULL,
    a_kind TEXT NOT NULL CHECK (a_kind IN ('site', 'node', 'port')),
    a_id TEXT NOT NULL,
    z_kind TEXT NOT NULL CHECK (z_kind IN ('site', 'node', 'port')),
    z_id TEXT NOT NULL,
    signal TEXT NOT NULL,
    limit_ns INTEGER NOT NULL CHECK (limit_ns BETWEEN 1 AND 1000000000),
    limit_entered_as TEXT NOT NULL CHECK (limit_entered_as IN ('one-way', 'round-trip')),
    objective TEXT NOT NULL CHECK (objective IN ('latency', 'price')),
    recovery TEXT NOT NULL CHECK (recovery IN ('after', 'before', 'together')),
    priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 9),
    minimum_provenance TEXT NOT NULL CHECK (minimum_provenance IN ('derived', 'reported', 'measured', 'operator')),
    state TEXT NOT NULL CHECK (state IN ('received', 'identifying', 'planned', 'reserved', 'provisioning', 'active', 'impaired',
      'restoring', 'moving', 'releasing', 'released', 'rejected', 'failed')),
    cause TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL,
    state_since_ms INTEGER NOT NULL,
    is_cancel_requested INTEGER NOT NULL CHECK (is_cancel_requested IN (0, 1))
  ) STRICT;
  CREATE INDEX orders_by_state ON orders (state);

  CREATE TABLE transitions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL REFERENCES orders (id),
    from_state TEXT,
    to_state TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause <> ''),
    actor TEXT NOT NULL CHECK (actor IN ('operator', 'engine'))
  ) STRICT;
  CREATE INDEX transitions_by_order ON transitions (order_id, seq);

  CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL REFERENCES orders (id),
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX decisions_by_order ON decisions (order_id, seq);

  CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'provisioning', 'active', 'releasing', 'ended')),
    route TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX connections_by_order ON connections (order_id);
  CREATE INDEX connections_by_state ON connections (state);
  -- An order is served once.
  CREATE UNIQUE INDEX one_serving_connection ON connections (order_id) WHERE state IN ('reserved', 'provisioning', 'active');

  CREATE TABLE segments (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id),
    order_id TEXT NOT NULL REFERENCES orders (id),
    carrier_id TEXT NOT NULL REFERENCES carriers (id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    a_port_id TEXT NOT NULL REFERENCES ports (id),
    z_port_id TEXT NOT NULL REFERENCES ports (id),
    resource_ids TEXT NOT NULL,
    slots INTEGER NOT NULL CHECK (slots > 0),
    max_delay_ns INTEGER NOT NULL CHECK (max_delay_ns > 0),
    state TEXT NOT NULL CHECK (state IN ('booked', 'creating', 'held', 'deleting', 'cleared', 'ended')),
    detail TEXT NOT NULL,
    UNIQUE (connection_id, ordinal)
  ) STRICT;
  CREATE INDEX segments_by_order ON segments (order_id);
  CREATE INDEX segments_by_state ON segments (state);

  CREATE TABLE slot_bookings (
    resource_id TEXT NOT NULL REFERENCES resources (id),
    segment_id TEXT NOT NULL REFERENCES segments (id),
    slots INTEGER NOT NULL CHECK (slots > 0),
    PRIMARY KEY (resource_id, segment_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX slot_bookings_by_segment ON slot_bookings (segment_id);
  -- Slots never fall below zero.
  CREATE TRIGGER slots_are_free BEFORE INSERT ON slot_bookings
  WHEN NEW.slots > (SELECT slots - foreign_slots FROM resources WHERE id = NEW.resource_id)
    - (SELECT coalesce(sum(slots), 0) FROM slot_bookings WHERE resource_id = NEW.resource_id)
  BEGIN SELECT RAISE(ABORT, 'slots are taken'); END;

  -- A port has one owner.
  CREATE TABLE port_bookings (
    port_id TEXT PRIMARY KEY REFERENCES ports (id),
    order_id TEXT NOT NULL REFERENCES orders (id),
    segment_id TEXT REFERENCES segments (id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX port_bookings_by_segment ON port_bookings (segment_id);
  CREATE INDEX port_bookings_by_order ON port_bookings (order_id);

  CREATE TABLE refusals (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL REFERENCES orders (id),
    carrier_id TEXT NOT NULL,
    a_port_id TEXT NOT NULL,
    z_port_id TEXT NOT NULL,
    resource_ids TEXT NOT NULL,
    tag TEXT NOT NULL,
    message TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX refusals_by_order ON refusals (order_id);

  CREATE TABLE impairments (
    id TEXT PRIMARY KEY,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('resource', 'interconnect', 'node', 'port', 'service')),
    subject_id TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('down', 'degraded', 'withdrawn', 'slower', 'route-changed')),
    text TEXT NOT NULL,
    raised_at_ms INTEGER NOT NULL,
    cleared_at_ms INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX one_open_impairment ON impairments (subject_kind, subject_id, cause) WHERE cleared_at_ms IS NULL;

  CREATE TABLE impairment_hits (
    impairment_id TEXT NOT NULL REFERENCES impairments (id),
    order_id TEXT NOT NULL REFERENCES orders (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'restored', 'unrestorable', 'cleared', 'released')),
    text TEXT NOT NULL CHECK (text <> ''),
    hit_at_ms INTEGER NOT NULL,
    settled_at_ms INTEGER,
    PRIMARY KEY (impairment_id, order_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX hits_by_order ON impairment_hits (order_id);

  CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('operator', 'engine', 'carrier')),
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  `,
  `
  ALTER TABLE orders ADD COLUMN start_ms INTEGER;
  ALTER TABLE orders ADD COLUMN end_ms INTEGER CHECK (end_ms > coalesce(start_ms, 0));
  ALTER TABLE orders ADD COLUMN diverse_from TEXT;
  ALTER TABLE orders ADD COLUMN diverse_by TEXT CHECK (diverse_by IN ('node', 'link', 'shared-risk'));
  ALTER TABLE orders ADD COLUMN is_diversity_required INTEGER CHECK (is_diversity_required IN (0, 1));
  ALTER TABLE orders ADD COLUMN revert TEXT NOT NULL DEFAULT 'never' CHECK (revert IN ('never', 'automatic'));
  ALTER TABLE orders ADD COLUMN is_frozen INTEGER NOT NULL DEFAULT 0 CHECK (is_frozen IN (0, 1));
  ALTER TABLE orders ADD COLUMN home_route TEXT;

  -- An order is served once, and moves to one place at a time.
  DROP INDEX one_serving_connection;
  CREATE UNIQUE INDEX one_active_connection ON connections (order_id) WHERE state = 'active';
  CREATE UNIQUE INDEX one_connection_in_making ON connections (order_id) WHERE state IN ('reserved', 'provisioning');

  CREATE TABLE carry_overs (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    segment_id TEXT NOT NULL UNIQUE REFERENCES segments (id),
    resource_ids TEXT NOT NULL,
    PRIMARY KEY (connection_id, ordinal)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alternatives (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    rank INTEGER NOT NULL CHECK (rank >= 1),
    route TEXT NOT NULL,
    found_by TEXT NOT NULL CHECK (found_by IN ('before', 'together')),
    found_at_ms INTEGER NOT NULL,
    shared_edges INTEGER NOT NULL,
    shared_nodes INTEGER NOT NULL,
    shared_risks INTEGER NOT NULL,
    checked_at_ms INTEGER NOT NULL,
    fault TEXT NOT NULL,
    UNIQUE (order_id, rank)
  ) STRICT;

  CREATE TABLE hold_outs (
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('resource', 'interconnect', 'node', 'port', 'site', 'carrier', 'shared-risk')),
    subject_id TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('locked-out', 'maintenance', 'flapping')),
    text TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER,
    PRIMARY KEY (subject_kind, subject_id, cause)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE recovery_pauses (
    carrier_id TEXT NOT NULL PRIMARY KEY, -- empty: everywhere
    text TEXT NOT NULL,
    since_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE moves (
    order_id TEXT PRIMARY KEY REFERENCES orders (id),
    cause TEXT NOT NULL CHECK (cause IN ('forced', 'maintenance', 'revert')),
    route TEXT,
    text TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('operator', 'engine')),
    requested_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE impairments ADD COLUMN acknowledged_by TEXT;
  ALTER TABLE impairments ADD COLUMN acknowledged_at_ms INTEGER;
  ALTER TABLE impairments ADD COLUMN owner TEXT;
  ALTER TABLE impairments ADD COLUMN shelved_until_ms INTEGER;
  ALTER TABLE impairments ADD COLUMN ticket TEXT;
  `,
  `
  -- Carriers that are known only from files.
  CREATE TABLE file_sources (
    carrier_id TEXT PRIMARY KEY REFERENCES carriers (id),
    files TEXT NOT NULL CHECK (files <> ''),
    imported_at_ms INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- What we broke ourselves in order to move an order, and since when; until it carries again.
  CREATE TABLE interruptions (
    order_id TEXT PRIMARY KEY REFERENCES orders (id),
    since_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE maintenance_windows (
    id TEXT PRIMARY KEY,
    subjects TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL CHECK (to_ms > from_ms),
    text TEXT NOT NULL CHECK (text <> ''),
    state TEXT NOT NULL CHECK (state IN ('planned', 'moving-away', 'open', 'moving-back', 'closed', 'cancelled')),
    planned_by TEXT NOT NULL,
    cancelled_by TEXT
  ) STRICT;

  CREATE TABLE window_orders (
    window_id TEXT NOT NULL REFERENCES maintenance_windows (id),
    order_id TEXT NOT NULL REFERENCES orders (id),
    state TEXT NOT NULL CHECK (state IN ('held-back', 'moving-away', 'stays', 'away', 'moving-back', 'back', 'left')),
    former_route TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (window_id, order_id)
  ) STRICT, WITHOUT ROWID;
  `,
  chainRecords,
  `
  -- What orders' totals were, each from at_ms until the next by number. Bounded for each order.
  CREATE TABLE latency_records (
    order_id TEXT NOT NULL REFERENCES orders (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('carrying', 'unknown', 'down', 'ended')),
    az_ns INTEGER CHECK (az_ns >= 0),
    za_ns INTEGER CHECK (za_ns >= 0),
    occasion TEXT NOT NULL CHECK (occasion IN ('in-service', 'impaired', 'cleared', 'restored', 'moved', 'changed', 'ended')),
    is_low INTEGER NOT NULL CHECK (is_low IN (0, 1)),
    PRIMARY KEY (order_id, number),
    CHECK ((az_ns IS NOT NULL) = (state = 'carrying') AND (za_ns IS NOT NULL) = (state = 'carrying'))
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE discrepancies (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('orphan', 'missing', 'route-drift', 'latency-drift', 'state-drift', 'capacity-drift')),
    carrier_id TEXT NOT NULL REFERENCES carriers (id),
    subject_id TEXT NOT NULL,
    order_id TEXT REFERENCES orders (id),
    text TEXT NOT NULL CHECK (text <> ''),
    evidence TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'under-way', 'accepted', 'closed')),
    remedy TEXT CHECK (remedy IN ('adopt', 'remove', 'repair')),
    asked_by TEXT,
    actor TEXT CHECK (actor IN ('operator', 'engine')),
    asked_at_ms INTEGER,
    outcome TEXT NOT NULL CHECK (outcome <> '' OR state <> 'closed'),
    found_at_ms INTEGER NOT NULL,
    closed_at_ms INTEGER,
    CHECK ((state = 'closed') = (closed_at_ms IS NOT NULL)),
    CHECK (state <> 'under-way' OR remedy IS NOT NULL)
  ) STRICT;
  CREATE INDEX standing_discrepancies_by_order ON discrepancies (order_id) WHERE state <> 'closed';
  -- Told once, and settled by one remedy at a time.
  CREATE UNIQUE INDEX one_standing_discrepancy ON discrepancies (kind, carrier_id, subject_id) WHERE state <> 'closed';
  `,
  `
  -- A column's constraint changes with the column.
  ALTER TABLE orders ADD COLUMN diverse_by_kind TEXT CHECK (diverse_by_kind IN ('link', 'node', 'site', 'shared-risk'));
  UPDATE orders SET diverse_by_kind = diverse_by;
  ALTER TABLE orders DROP COLUMN diverse_by;
  ALTER TABLE orders RENAME COLUMN diverse_by_kind TO diverse_by;
  `,
  circuitTables,
  sessionTables,
  `
  -- How far operators came in what they are led through; each kind of it alone knows the shape of its fields.
  CREATE TABLE drafts (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    step TEXT NOT NULL CHECK (step <> ''),
    fields TEXT NOT NULL,
    by_whom TEXT NOT NULL CHECK (by_whom <> ''),
    saved_at_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- The route that an operator chose for an order, until the order carries.
  CREATE TABLE route_choices (
    order_id TEXT PRIMARY KEY REFERENCES orders (id),
    route TEXT NOT NULL,
    otherwise TEXT NOT NULL CHECK (otherwise IN ('ask', 'best')),
    by_whom TEXT NOT NULL CHECK (by_whom <> '')
  ) STRICT, WITHOUT ROWID;
  `,
  historyIndexes,
  `
  -- A move is carried out as it was previewed, or not at all.
  ALTER TABLE moves ADD COLUMN plan_digest TEXT CHECK (plan_digest <> '');
  `,
  carrierTables,
  latencyStepTable,
  queueTables,
  fieldTables,
  importTables,
  linkHoldColumns,
  `
  -- A move that was previewed together with others waits for those that give up what it needs.
  ALTER TABLE moves ADD COLUMN after_orders TEXT CHECK (after_orders <> '');
  `,
  standingRenewalTable,
  bookingTables,
];
