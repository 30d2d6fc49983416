import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

// Packaging itself needs Electron's runtime and the targets' tools; what it is told to do is checked here, with electron-builder's own schema.
const project = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const fromBuilder = createRequire(require.resolve('electron-builder'));

interface Builder {
  readonly getConfig: (project: string, file: string, given: null) => Promise<unknown>;
  readonly validateConfiguration: (config: unknown, logger: unknown) => Promise<void>;
}
const { getConfig, validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config.js') as Builder;
const { DebugLogger } = fromBuilder('builder-util') as { readonly DebugLogger: new () => unknown };

const configuration = async () => {
  const read = await getConfig(project, 'electron-builder.yml', null);
  await validateConfiguration(read, new DebugLogger());
  return z
    .object({
      appId: z.string(),
      icon: z.string(),
      files: z.array(z.object({ filter: z.array(z.string()) })).transform((sets) => sets.flatMap(({ filter }) => filter)),
      electronFuses: z.record(z.string(), z.boolean()),
      protocols: z.array(z.object({ schemes: z.array(z.string()) })),
      linux: z.object({ target: z.array(z.string()) }),
      win: z.object({ target: z.array(z.string()) }),
      mac: z.object({ target: z.array(z.string()), hardenedRuntime: z.boolean(), entitlements: z.string() }),
    })
    .parse(read);
};
const packageJson = z
  .object({ main: z.string(), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')));

test('electron-builder takes the configuration, and has the targets', async () => {
  const { linux, win, mac } = await configuration();
  expect([linux.target, win.target, mac.target]).toEqual([['AppImage', 'deb'], ['nsis'], ['dmg']]);
  expect(mac.hardenedRuntime).toBe(true);
});

test('a setting that electron-builder does not know is an error', async () => {
  const read = (await getConfig(project, 'electron-builder.yml', null)) as object;
  await expect(validateConfiguration({ ...read, electronFuse: {} }, new DebugLogger())).rejects.toThrow('electronFuse');
});

test('the fuses leave nothing to run but the console', async () => {
  expect((await configuration()).electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('links are registered for the scheme, and Windows knows the application by the name, that the main process has', async () => {
  const { appId, protocols } = await configuration();
  const main = readFileSync(join(project, 'electron', 'main', 'main.ts'), 'utf8');
  expect(main).toContain(`app.setAppUserModelId('${appId}')`);
  expect(protocols.flatMap(({ schemes }) => schemes)).toEqual(['longlines']);
});

test('each file that is named is there, once it is built', async () => {
  const { files, icon, mac } = await configuration();
  const named = files.filter((pattern) => !pattern.startsWith('!'));
  expect(named.length).toBeGreaterThan(5);
  expect([...named, icon, mac.entitlements].filter((pattern) => matches(pattern).length === 0)).toEqual([]);
  expect(named.flatMap(matches)).toContain(packageJson.main);
});

test('what the packaged programs load is packaged with them: libraries of the product, not of its making', () => {
  const programs = [
    'out/desktop/main.cjs',
    'out/main/lab.js',
    'out/main/carrier-manager.js',
    'out/main/switch.js',
    ...matches('out/main/chunks/*.js'),
  ];
  const loaded = new Set(
    programs.flatMap((file) =>
      [
        ...readFileSync(join(project, file), 'utf8').matchAll(
          /(?:^|\s)(?:from|import) ?"([\w@][\w@/.:-]*)"|require\("([\w@][\w@/.:-]*)"\)/g,
        ),
      ].map(([, imported, required]) => imported ?? required ?? ''),
    ),
  );
  const libraries = [...loaded]
    .filter((name) => !isBuiltin(name) && name !== 'electron')
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0]);
  expect(libraries).toContain('zod');
  expect(libraries.filter((name) => name === undefined || !(name in packageJson.dependencies))).toEqual([]);
});

/** The files that a pattern names: as much of patterns as ours need. */
function matches(pattern: string): readonly string[] {
  if (!pattern.includes('*')) return existsSync(join(project, pattern)) ? [pattern] : [];
  const folder = dirname(pattern.slice(0, pattern.indexOf('*') + 1));
  const ending = pattern.slice(pattern.lastIndexOf('*') + 1);
  const whole = join(project, folder);
  if (!existsSync(whole)) return [];
  return readdirSync(whole, { recursive: pattern.includes('**') })
    .map((name) => `${folder}/${String(name)}`)
    .filter((name) => name.endsWith(ending));
}
