const adding = 'ON CONFLICT (resource_id) DO UPDATE SET slots = slots + excluded.slots';
const giveUp = (but: string): string =>
  `UPDATE booked_slots SET slots = booked_slots.slots - held.value FROM json_each(OLD.slots) AS held WHERE resource_id = held.key ${but}`;
/** What is wanted and not to be had. */
const refusing = `SELECT CASE WHEN resources.id IS NULL THEN RAISE(ABORT, 'a resource is not known') ELSE RAISE(ABORT, 'slots are taken') END
    FROM json_each(NEW.slots) AS wanted LEFT JOIN resources ON resources.id = wanted.key LEFT JOIN booked_slots ON resource_id = wanted.key
    WHERE (resources.id IS NULL OR wanted.value < 1 OR wanted.value + coalesce(booked_slots.slots, 0) > resources.slots - foreign_slots)`;

/**
 * What a segment has booked is one row, and how much of each resource is booked is kept beside it by the store itself: to sum it up for each booking
 * would take longer the more there is.
 */
export const bookingTables = `
  -- Slots by the id of the resource, as a JSON object.
  CREATE TABLE segment_slots (
    segment_id TEXT PRIMARY KEY REFERENCES segments (id),
    slots TEXT NOT NULL CHECK (json_type(slots) = 'object')
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE booked_slots (
    resource_id TEXT PRIMARY KEY REFERENCES resources (id),
    slots INTEGER NOT NULL CHECK (slots >= 0)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO segment_slots SELECT segment_id, json_group_object(resource_id, slots) FROM slot_bookings GROUP BY segment_id;
  INSERT INTO booked_slots SELECT resource_id, sum(slots) FROM slot_bookings GROUP BY resource_id;
  DROP TABLE slot_bookings;

  -- Slots never fall below zero.
  CREATE TRIGGER slots_are_free BEFORE INSERT ON segment_slots
  BEGIN
    ${refusing};
  END;
  CREATE TRIGGER more_slots_are_free BEFORE UPDATE ON segment_slots
  BEGIN
    ${refusing} AND wanted.key NOT IN (SELECT key FROM json_each(OLD.slots));
  END;

  CREATE TRIGGER slots_are_booked AFTER INSERT ON segment_slots
  BEGIN
    INSERT INTO booked_slots SELECT key, value FROM json_each(NEW.slots) WHERE true ${adding};
  END;
  CREATE TRIGGER slots_are_given_up AFTER DELETE ON segment_slots
  BEGIN
    ${giveUp('')};
  END;
  CREATE TRIGGER slots_are_changed AFTER UPDATE ON segment_slots
  BEGIN
    INSERT INTO booked_slots SELECT key, value FROM json_each(NEW.slots) WHERE key NOT IN (SELECT key FROM json_each(OLD.slots)) ${adding};
    ${giveUp('AND held.key NOT IN (SELECT key FROM json_each(NEW.slots))')};
  END;

  -- An order's ends are of no segment.
  DROP INDEX port_bookings_by_segment;
  CREATE INDEX port_bookings_by_segment ON port_bookings (segment_id) WHERE segment_id IS NOT NULL;
`;
