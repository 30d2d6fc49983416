/** What was queued while carriers were not heard. */
export const queueTables = `
  -- The route is what the operator saw when the order was queued; null: it never had to wait for a carrier.
  CREATE TABLE queued_orders (
    order_id TEXT PRIMARY KEY REFERENCES orders (id),
    when_heard TEXT NOT NULL CHECK (when_heard IN ('send-equal', 'ask')),
    route TEXT,
    queued_at_ms INTEGER,
    CHECK ((route IS NULL) = (queued_at_ms IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX orders_queued_offline ON queued_orders (order_id) WHERE route IS NOT NULL;

  -- Once it carries it is moved and restored like any other.
  CREATE TRIGGER order_is_queued_no_more AFTER UPDATE OF state ON orders
  WHEN NEW.state IN ('active', 'released', 'rejected', 'failed')
  BEGIN DELETE FROM queued_orders WHERE order_id = NEW.id; END;
`;
