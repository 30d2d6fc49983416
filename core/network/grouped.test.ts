import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grouped } from './grouped';

interface Thing {
  readonly id: string;
  readonly group: string | null;
  readonly value: number;
}

const groups = ['a', 'b', null] as const;
const change = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    id: fc.constantFrom('1', '2', '3', '4'),
    group: fc.constantFrom(...groups),
    value: fc.nat(9),
  }),
  fc.record({ kind: fc.constant('delete' as const), id: fc.constantFrom('1', '2', '3', '4') }),
  fc.record({ kind: fc.constant('clear' as const) }),
);

describe('things by what they belong to', () => {
  it('are always those that a look at all of them would find', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const things = new Grouped<Thing>([{ id: '1', group: 'a', value: 0 }], ({ group }) => group);
        for (const each of changes) {
          if (each.kind === 'set') things.set(each.id, { id: each.id, group: each.group, value: each.value });
          else if (each.kind === 'delete') things.delete(each.id);
          else things.clear();
          for (const group of ['a', 'b', 'c']) {
            const found = [...things.of(group).values()];
            const all = [...things.values()].filter((thing) => thing.group === group);
            expect(new Set(found)).toEqual(new Set(all));
            expect(found).toHaveLength(all.length);
          }
        }
      }),
    );
  });

  it('stay in their place when they change, and come last when they come back', () => {
    const thing = (id: string, group: string | null, value = 0): Thing => ({ id, group, value });
    const things = new Grouped<Thing>([thing('1', 'a'), thing('2', 'a'), thing('3', 'a')], ({ group }) => group);
    things.set('1', thing('1', 'a', 5));
    things.set('2', thing('2', 'b'));
    things.set('2', thing('2', 'a'));
    expect([...things.of('a').values()].map(({ id, value }) => `${id} ${value}`)).toEqual(['1 5', '3 0', '2 0']);
  });
});
