/** A network that was made from a field pack, what was changed there, and what of such changes was carried out here. */
export const fieldTables = `
  -- At most one row: where this store comes from, if it was made from a pack.
  CREATE TABLE field_origin (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    pack_id TEXT NOT NULL CHECK (pack_id <> ''),
    title TEXT NOT NULL,
    made_at_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL CHECK (made_by <> '')
  ) STRICT;

  CREATE TABLE field_changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    body TEXT NOT NULL
  ) STRICT;

  -- A change is carried out once, however often it is brought.
  CREATE TABLE applied_changes (
    change_id TEXT PRIMARY KEY CHECK (change_id <> ''),
    state TEXT NOT NULL CHECK (state IN ('begun', 'done')),
    at_ms INTEGER NOT NULL,
    by_whom TEXT NOT NULL CHECK (by_whom <> '')
  ) STRICT, WITHOUT ROWID;
`;
