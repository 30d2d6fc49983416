/** By provenance, the strongest first: as `provenances` of the model. */
export const strongestFirst = `CASE provenance WHEN 'operator' THEN 0 WHEN 'measured' THEN 1 WHEN 'reported' THEN 2 ELSE 3 END`;

/** What was in force for parts of the network, each from at_ms until the next by number. Bounded for each part. It begins with what is in force now. */
export const latencyStepTable = `
  CREATE TABLE latency_steps (
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('resource', 'interconnect', 'node')),
    subject_id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    at_ms INTEGER NOT NULL,
    az_ns INTEGER CHECK (az_ns >= 0),
    za_ns INTEGER CHECK (za_ns >= 0),
    provenance TEXT CHECK (provenance IN ('derived', 'reported', 'measured', 'operator')),
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    PRIMARY KEY (subject_kind, subject_id, number),
    CHECK ((az_ns IS NULL) = (provenance IS NULL) AND (za_ns IS NULL) = (provenance IS NULL))
  ) STRICT, WITHOUT ROWID;
  INSERT INTO latency_steps SELECT subject_kind, subject_id, 1, read_at_ms, az_ns, za_ns, provenance, 0 FROM latency_readings AS reading
    WHERE provenance = (SELECT provenance FROM latency_readings AS other WHERE other.subject_kind = reading.subject_kind
      AND other.subject_id = reading.subject_id ORDER BY ${strongestFirst} LIMIT 1);
`;
