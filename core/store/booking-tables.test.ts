import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bookingTables } from './booking-tables';
import { openDatabase } from './database';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();

const before = `
  CREATE TABLE resources (id TEXT PRIMARY KEY, slots INTEGER NOT NULL, foreign_slots INTEGER NOT NULL) STRICT;
  CREATE TABLE segments (id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE slot_bookings (resource_id TEXT NOT NULL, segment_id TEXT NOT NULL, slots INTEGER NOT NULL,
    PRIMARY KEY (resource_id, segment_id)) STRICT, WITHOUT ROWID;
  CREATE TABLE port_bookings (port_id TEXT PRIMARY KEY, order_id TEXT NOT NULL, segment_id TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX port_bookings_by_segment ON port_bookings (segment_id);
  INSERT INTO resources VALUES ('a', 10, 1), ('b', 10, 0), ('c', 10, 0);
  INSERT INTO segments VALUES ('S'), ('T'), ('U');
  INSERT INTO slot_bookings VALUES ('a', 'S', 2), ('b', 'S', 3), ('a', 'T', 4);
  INSERT INTO port_bookings VALUES ('p', 'O', NULL), ('q', 'O', 'S');
`;

it('what was booked before is booked afterwards, and counts for what is free', async () => {
  const database = await openDatabase({ file: join(folder, 'booked.db'), migrations: [before, bookingTables] });
  const totals = () => database.all('SELECT resource_id AS id, slots FROM booked_slots ORDER BY id');
  await database.transaction(async () => {
    expect(database.all('SELECT * FROM segment_slots ORDER BY segment_id')).toEqual([
      { segment_id: 'S', slots: '{"a":2,"b":3}' },
      { segment_id: 'T', slots: '{"a":4}' },
    ]);
    expect(totals()).toEqual([
      { id: 'a', slots: 6 },
      { id: 'b', slots: 3 },
    ]);
    expect(() => database.run(`INSERT INTO segment_slots VALUES ('U', '{"c":1,"a":4}')`)).toThrow('slots are taken');
    database.run(`INSERT INTO segment_slots VALUES ('U', '{"c":1,"a":3}')`);
    expect(() => database.run(`UPDATE segment_slots SET slots = '{"b":8,"a":3}' WHERE segment_id = 'U'`)).toThrow('slots are taken');
    database.run(`UPDATE segment_slots SET slots = '{"b":7,"a":3}' WHERE segment_id = 'U'`);
    database.run("DELETE FROM segment_slots WHERE segment_id = 'S'");
    expect(totals()).toEqual([
      { id: 'a', slots: 7 },
      { id: 'b', slots: 7 },
      { id: 'c', slots: 0 },
    ]);
    expect(() => database.run(`INSERT INTO segment_slots VALUES ('S', '{"c":-1}')`)).toThrow('slots are taken');
    expect(database.run("DELETE FROM port_bookings WHERE segment_id = 'S'")).toBe(1);
  });
  await database.close();
});
