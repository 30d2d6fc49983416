import { expect, test } from 'vitest';
import { deepLinkAmong, readDeepLink } from './deep-links';

test.each([
  ['longlines://order/ORD-7', '#/orders/ORD-7'],
  ['longlines://orders', '#/orders'],
  ['longlines://orders/', '#/orders'],
  ['longlines://path/VP-NYC-1', '#/circuits/VP-NYC-1'],
  ['longlines://impairment/IMP-3', '#/recovery/IMP-3'],
  ['longlines://carrier/alder', '#/carriers/alder'],
  ['longlines://site/New%20York', '#/network?site=New%20York'],
  ['longlines://site/Z%C3%BCrich', '#/network?site=Z%C3%BCrich'],
  ['longlines://resource/alder%2FNYC-LON%20%231', '#/network?resource=alder%2FNYC-LON%20%231'],
])('%s leads to %s', (link, to) => {
  expect(readDeepLink(link)).toEqual({ kind: 'address', to });
});

test.each([
  ['https://order/ORD-7', 'does not begin with longlines://'],
  ['longlines://', 'nothing that a link can name'],
  ['longlines:order/ORD-7', 'nothing that a link can name'],
  ['longlines://order', '"" is no id'],
  ['longlines://order/../carriers', 'says more than'],
  ['longlines://order/%2e%2e%2fcarriers', 'is no id'],
  ['longlines://order/ORD-7?approve=1', 'says more than'],
  ['longlines://order/ORD-7#x', 'says more than'],
  ['longlines://me@order/ORD-7', 'says more than'],
  ['longlines://order/%3Cscript%3E', 'is no id'],
  ['longlines://order/ORD%E2%80%AE-7', 'is no id'],
  ['longlines://order/%E0%A4%A', 'cannot be read'],
  ['longlines://orders/ORD-7', 'the screen orders has no'],
  ['longlines://toString/1', 'nothing that a link can name'],
  ['longlines://constructor/1', 'nothing that a link can name'],
  [`longlines://order/${'x'.repeat(400)}`, 'longer than 300'],
  [`longlines://order/${'x'.repeat(101)}`, 'is no id'],
])('%s is refused', (link, why) => {
  const outcome = readDeepLink(link);
  expect(outcome.kind).toBe('refused');
  expect(outcome.kind === 'refused' && outcome.message).toMatch(new RegExp(why));
});

test('a refusal shows nothing that cannot be seen, and is short', () => {
  const outcome = readDeepLink(`longlines://\u202e\u0007${'y'.repeat(5000)}`);
  expect(outcome.kind === 'refused' && outcome.message).not.toMatch(/[\u202e\u0007]/);
  expect(outcome.kind === 'refused' && outcome.message.length).toBeLessThan(300);
});

test('the link is found among the words of a start', () => {
  expect(deepLinkAmong(['/opt/longlines', '--practice', 'longlines://order/ORD-7'])).toBe('longlines://order/ORD-7');
  expect(deepLinkAmong(['/opt/longlines', '--practice'])).toBeUndefined();
});
