import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NetworkSubject } from '../model/network';
import { SubjectIndex } from './subject-index';

const subject = fc.record({ kind: fc.constantFrom('node', 'port', 'resource', 'interconnect'), id: fc.constantFrom('a', 'b', 'c') });
const change = fc.record({ user: fc.constantFrom('U', 'V', 'W', 'X'), subjects: fc.option(fc.array(subject, { maxLength: 6 })) });
const every = (['node', 'port', 'resource', 'interconnect'] as const).flatMap((kind) => ['a', 'b', 'c'].map((id) => ({ kind, id })));
const same = (one: NetworkSubject, other: NetworkSubject): boolean => one.kind === other.kind && one.id === other.id;

test('who uses what is what a look at everything that was put in tells, after any sequence of changes', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const index = new SubjectIndex();
      const known = new Map<string, readonly NetworkSubject[]>();
      for (const { user, subjects } of changes) {
        known.delete(user);
        if (subjects === null) index.remove(user);
        else {
          index.put(user, subjects);
          if (subjects.length > 0) known.set(user, subjects);
        }
        expect(index.everyUser()).toEqual([...known.keys()]);
        for (const each of ['U', 'V', 'W', 'X']) {
          expect(index.of(each)).toEqual(known.get(each) ?? []);
          expect(index.of(each, 2)).toEqual((known.get(each) ?? []).slice(0, 2));
        }
        for (const each of every) {
          const users = [...known].filter(([, own]) => own.some((used) => same(used, each))).map(([name]) => name);
          expect(index.using([each])).toEqual(users);
          expect(index.isUsed(each)).toBe(users.length > 0);
        }
        expect([...index.using(every)].sort()).toEqual([...known.keys()].sort());
      }
    }),
  );
});
