/** Files that are imported, and their rows in pieces: what became of a row is written in the transaction that does it. */
export const importTables = `
  CREATE TABLE imports (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('orders', 'circuits', 'releases')),
    name TEXT NOT NULL CHECK (name <> ''),
    by_whom TEXT NOT NULL CHECK (by_whom <> ''),
    state TEXT NOT NULL CHECK (state IN ('reading', 'checked', 'entering', 'stopped', 'done', 'undoing', 'undone')),
    total INTEGER NOT NULL CHECK (total >= 1),
    read INTEGER NOT NULL CHECK (read BETWEEN 0 AND total),
    counts TEXT NOT NULL,
    run_since_ms INTEGER,
    run_to_do INTEGER,
    run_done INTEGER,
    changed_at_ms INTEGER NOT NULL,
    CHECK ((run_since_ms IS NULL) = (run_to_do IS NULL) AND (run_since_ms IS NULL) = (run_done IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE import_pieces (
    import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 0),
    counts TEXT NOT NULL,
    rows TEXT NOT NULL,
    PRIMARY KEY (import_id, number)
  ) STRICT;
  `;
