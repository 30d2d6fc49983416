import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../core/host/system-clock';
import { serveConsole } from '../../../core/host/peers/serve-console';
import { serveTerminal } from '../../../core/host/peers/serve-terminal';
import type { Serving } from '../../../core/host/procedures/serving';
import { createAccess } from '../../../server/access';
import { webLimits } from '../../../server/limits';
import { readStaticFiles } from '../../../server/static-files';
import { startWebServer } from '../../../server/start-web-server';
import { rendererFolder } from '../../../shell/places';
import { version } from '../../../shell/version';
import { startHost, type HostSize } from './start-host';
import { storm, type StormWish } from './storm';

/** A host for the bench, as `longlines serve` has one, on a network that is made up. Its parent tells it what to do. */
const folder = mkdtempSync(join(tmpdir(), 'll-bench-ui-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
const file = join(folder, 'longlines.db');
const bench = await startHost(file, JSON.parse(process.argv[2] ?? '') as HostSize);
const serving: Serving = {
  ...{ host: bench.host, clock: systemClock, store: file, version, pid: process.pid },
  connect: async () => ({ kind: 'refused', message: 'the bench connects no managers' }),
  connectSwitch: async () => ({ kind: 'refused', message: 'the bench connects no switches' }),
};
const access = createAccess({ now: () => performance.now(), limits: webLimits, user: 'bench', accounts: null });
const web = await startWebServer({
  ...{ host: '127.0.0.1', port: 0, tls: null, name: null, files: readStaticFiles(rendererFolder()), access, limits: webLimits },
  open: ({ purpose, network: kind, peer }, channel, ending) =>
    purpose === 'console' ? serveConsole(serving, channel, { network: kind, peer }, ending) : serveTerminal(channel, serving, peer, ending),
  onFault: (error) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  },
});
process.on('message', (wish: { readonly storm: StormWish }) => {
  void storm(bench, wish.storm).then((done) => process.send?.({ storm: done }));
});
const end = async (): Promise<void> => {
  await web.close();
  await bench.close();
  process.exit(0);
};
process.on('SIGTERM', () => void end());
// Whoever began it has gone.
process.on('disconnect', () => void end());
process.send?.({ origin: web.origin, token: access.token });
