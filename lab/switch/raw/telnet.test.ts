import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Telnet } from './telnet';

function telnet() {
  const sent: number[] = [];
  const data: number[] = [];
  const side = new Telnet({ send: (bytes) => sent.push(...bytes), data: (bytes) => data.push(...bytes) });
  return { side, sent, data };
}

const likely = fc.oneof(fc.nat(255), fc.constantFrom(255, 254, 253, 252, 251, 250, 240, 0, 1, 3, 24, 31));
const bytes = fc.array(likely, { maxLength: 200 });

test('whatever comes, and however it is split, leads to the same', () => {
  fc.assert(
    fc.property(bytes, (all) => {
      const [whole, single] = [telnet(), telnet()];
      whole.side.take(Buffer.from(all));
      for (const byte of all) single.side.take(Buffer.from([byte]));
      expect([single.sent, single.data, single.side.size]).toEqual([whole.sent, whole.data, whole.side.size]);
    }),
  );
});

test('two sides that offer and refuse at random come to an end', () => {
  fc.assert(
    fc.property(bytes, (opening) => {
      const [one, other] = [telnet(), telnet()];
      one.side.begin();
      other.side.begin();
      other.side.take(Buffer.from(opening));
      let rounds = 0;
      for (; one.sent.length + other.sent.length > 0 && rounds < 50; rounds += 1) {
        const [toOther, toOne] = [one.sent.splice(0), other.sent.splice(0)];
        other.side.take(Buffer.from(toOther));
        one.side.take(Buffer.from(toOne));
      }
      expect(rounds).toBeLessThan(50);
    }),
  );
});

test('what is sent as text comes back as the same text, CR NUL for a lone CR', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\r\n', 'ÿ', '漢') }), (text) => {
      const { side, data } = telnet();
      side.take(side.encode(text));
      expect(Buffer.from(data).toString()).toBe(text.replaceAll(/\r(?!\n)/g, '\r\0'));
    }),
  );
});

test('bytes of 255 are sent twice', () => {
  const { side, data } = telnet();
  const encoded = side.encode(Buffer.from([1, 255, 2]));
  expect([...encoded]).toEqual([1, 255, 255, 2]);
  side.take(encoded);
  expect(data).toEqual([1, 255, 2]);
});

test('interrupt, rub-out and kill of telnet are the keys', () => {
  const { side, data } = telnet();
  side.take(Buffer.from([255, 244, 255, 247, 255, 248]));
  expect(data).toEqual([3, 127, 21]);
});

test('a subnegotiation without an end keeps no more than it can use', () => {
  const { side, data } = telnet();
  side.take(Buffer.from([255, 250, 24, 0]));
  for (let time = 0; time < 100; time += 1) side.take(Buffer.alloc(10_000, 65));
  side.take(Buffer.from([255, 240, 66, 255, 250, 31, 0, 80, 0, 24, 255, 240]));
  expect(data).toEqual([66]);
  expect(side.size?.columns).toBe(80);
  expect(side.size?.type).toHaveLength(254);
});
