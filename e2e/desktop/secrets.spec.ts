import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type {} from '../../renderer/client/native';
import { passphraseSealer } from '../../shell/secrets/passphrase-sealer';
import { secretsIn } from '../../shell/secrets/secrets';
import { desktopRuntime } from '../console/machine';
import { newPlace, type Place } from '../console/place';
import { runOnDesktop } from '../console/run-console';
import { expect, test } from '../console/story';

test.use({ network: 'none' });

const keep = (page: Page, secret: string | null): Promise<string> =>
  page.evaluate(
    (given) =>
      window.longlines?.keepSecret('SW-NYC', given).then(
        () => 'kept',
        (error: unknown) => String(error),
      ) ?? 'no shell',
    secret,
  );
/** As the main process has it: no page can read it back. */
const kept = ({ folder }: Place): Promise<string | null> =>
  secretsIn(join(folder, 'data', 'longlines', 'desktop', 'secrets.json'), passphraseSealer('correct horse battery')).get('SW-NYC');

test('a secret is kept from one start to the next, sealed with a passphrase where the machine has no key store', async ({ place }) => {
  const passphrase = join(place.folder, 'passphrase');
  writeFileSync(passphrase, 'correct horse battery\n', { mode: 0o600 });
  const withPassphrase = { ...place, environment: { ...place.environment, LONGLINES_PASSPHRASE_FILE: passphrase } };
  const first = await runOnDesktop(withPassphrase, {});
  expect(await keep(first.page, 'tie-line')).toBe('kept');
  await first.end();
  const second = await runOnDesktop(withPassphrase, {});
  expect(await kept(place)).toBe('tie-line');
  expect(await keep(second.page, null)).toBe('kept');
  expect(await kept(place)).toBeNull();
  await second.end();
});

test('without a key store and without a passphrase nothing is kept, and it says what helps', async () => {
  const place = newPlace(null);
  const console = await runOnDesktop(place, {});
  try {
    // Playwright starts Electron, too, without a key store.
    expect(await keep(console.page, 'tie-line'), desktopRuntime().words).toContain('LONGLINES_PASSPHRASE_FILE');
  } finally {
    await console.end();
    place.remove();
  }
});
