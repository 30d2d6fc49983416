import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Route } from '../../model/route';
import { TextPool } from '../text-pool';
import { wayOfRoute } from './way-of-route';

const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('id', 'kind', '","id":"x', 'a\\', '{"kind":"node"}'));
const ns = fc.nat(1e9);
const route: fc.Arbitrary<Route> = fc.record(
  {
    ...{ azNs: ns, zaNs: ns, price: ns, aPortId: text, zPortId: text },
    hops: fc.array(
      fc.record({ kind: fc.constantFrom('node' as const, 'resource' as const, 'interconnect' as const), azNs: ns, zaNs: ns, id: text }),
    ),
  },
  { noNullPrototype: true },
);

it('the way that is read out of a route is that of the route, whatever its names and the order of its fields', () => {
  const pool = new TextPool();
  fc.assert(
    fc.property(route, fc.boolean(), (whole, isReversed) => {
      const turned = (thing: object): object => (isReversed ? Object.fromEntries(Object.entries(thing).reverse()) : thing);
      const json = Buffer.from(`before${JSON.stringify(turned({ ...whole, hops: whole.hops.map(turned) }))}after`);
      const { aPortId, zPortId, hops } = wayOfRoute(json, 6, json.length - 11, pool);
      const parsed = JSON.parse(json.toString('utf8', 6, json.length - 5)) as Route;
      expect({ aPortId, zPortId, hops: hops.map(({ kind, id }) => ({ kind, id })) }).toEqual({
        ...{ aPortId: parsed.aPortId, zPortId: parsed.zPortId },
        hops: parsed.hops.map(({ kind, id }) => ({ kind, id })),
      });
    }),
  );
});
