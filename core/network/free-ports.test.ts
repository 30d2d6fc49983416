import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FreePorts } from './free-ports';
import { Grouped } from './grouped';
import { carrier, networkOf, node, port } from './testing/plain-network';

const ids = ['p1', 'p2', 'p3', 'p4'] as const;

it('the free ports of a node are always those that a look at all its ports would find, in their order', () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constantFrom('own' as const, 'give-up' as const, 'remove' as const), id: fc.constantFrom(...ids) }),
    fc.record({ kind: fc.constant('put' as const), id: fc.constantFrom(...ids), at: fc.constantFrom('n1', 'n2') }),
    fc.record({ kind: fc.constant('clear' as const), id: fc.constantFrom(...ids) }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const { view } = networkOf({
        carriers: [carrier('alpha')],
        nodes: [node('alpha/n1', 'A'), node('alpha/n2', 'B')],
        ports: ids.map((id) => port(`alpha/${id}`, 'alpha/n1')),
      });
      for (const each of changes) {
        const id = `alpha/${each.id}`;
        if (each.kind === 'own') view.portOwners.set(id, { orderId: 'O', segmentId: null });
        else if (each.kind === 'give-up') view.portOwners.delete(id);
        else if (each.kind === 'remove') view.ports.delete(id);
        else if (each.kind === 'put') view.ports.set(id, port(id, `alpha/${each.at}`));
        else view.portOwners.clear();
        for (const nodeId of ['alpha/n1', 'alpha/n2']) {
          const free = [...view.ports.of(nodeId).values()].filter((known) => !view.portOwners.has(known.id));
          expect([...view.freePorts.at(nodeId).values()]).toEqual(free);
        }
      }
    }),
  );
});

it('a port that is promised is free all the same, and promised until each who was about to book it has', () => {
  const ports = new Grouped([port('alpha/p1', 'alpha/n1')], ({ nodeId }) => nodeId);
  const free = new FreePorts(ports, new Map());
  const [first, second] = [free.promise(['alpha/p1']), free.promise(['alpha/p1'])];
  expect([...free.at('alpha/n1').keys()]).toEqual(['alpha/p1']);
  first();
  expect(free.isPromised('alpha/p1')).toBe(true);
  second();
  expect(free.isPromised('alpha/p1')).toBe(false);
});
