import { expect, test } from 'vitest';
import { base64Of, bytesOf, sizeWords } from './sealed-bytes';

test('bytes come back as they were', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => (at * 7) % 256);
  expect(bytesOf(base64Of(bytes))).toEqual(bytes);
  expect([sizeWords(12), sizeWords(12_345), sizeWords(12_345_678)]).toEqual(['12 B', '12.3 kB', '12.3 MB']);
});
