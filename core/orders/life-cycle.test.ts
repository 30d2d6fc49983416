import { expect, test } from 'vitest';
import { orderStates } from '../model/order';
import { isLegalTransition, legalTransitions } from './life-cycle';

const asDesigned = `
received>identifying received>rejected received>releasing
identifying>planned identifying>rejected identifying>failed identifying>releasing
planned>identifying planned>reserved planned>releasing
reserved>provisioning reserved>identifying reserved>releasing
provisioning>active provisioning>identifying provisioning>failed provisioning>releasing
active>impaired active>moving active>releasing
impaired>restoring impaired>active impaired>releasing
restoring>active restoring>impaired restoring>releasing
moving>active moving>impaired moving>releasing
releasing>released`
  .trim()
  .split(/\s+/);

test('every pair of states is legal exactly where the life of an order says so', () => {
  for (const from of orderStates) {
    for (const to of orderStates) expect([from, to, isLegalTransition(from, to)]).toEqual([from, to, asDesigned.includes(`${from}>${to}`)]);
  }
  expect(legalTransitions()).toHaveLength(asDesigned.length);
});
