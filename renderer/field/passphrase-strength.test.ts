import { expect, test } from 'vitest';
import { passphraseStrength } from './passphrase-strength';

test.each([
  ['', 'too short', false],
  ['short one', 'too short', false],
  ['aaaaaaaaaaaa', 'weak', true],
  ['password12', 'weak', true],
  ['duct rheintal four words', 'fair', true],
  ['correct horse battery staple lamp oak', 'strong', true],
  ['x7!Kq2#mZp9$Lw4', 'strong', true],
])('%j is %s', (passphrase, word, isTaken) => {
  expect(passphraseStrength(passphrase)).toMatchObject({ word, isTaken });
});
