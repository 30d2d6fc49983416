import { expect, it } from 'vitest';
import { systemNewId } from './system-clock';

it('ids are UUIDs of version 7, each another, and begin with the time at which they were made', () => {
  const before = Date.now();
  const ids = Array.from({ length: 1_000 }, systemNewId);
  const after = Date.now();
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(ms).toBeGreaterThanOrEqual(before);
    expect(ms).toBeLessThanOrEqual(after);
  }
});
