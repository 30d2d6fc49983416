/** What passed in raw sessions at switches, where an operator switched that on. */
export const sessionTables = `
  CREATE TABLE session_content (
    session_id TEXT NOT NULL CHECK (session_id <> ''),
    ordinal INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('output', 'input')),
    base64 TEXT NOT NULL,
    PRIMARY KEY (session_id, ordinal)
  ) STRICT, WITHOUT ROWID;
`;
