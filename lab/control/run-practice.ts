import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startNetworks, startPractice, type PracticeCarrier } from '../practice';

/** Starts the practice network, or the GraphML networks named, and tells how to reach each carrier; ends it with Ctrl-C (SIGINT) or SIGTERM. */
export async function runPractice(folder: string, networks: readonly string[], write: (text: string) => void): Promise<void> {
  const place = resolve(folder);
  const practice = networks.length > 0 ? await startNetworks(place, networks) : await startPractice(place);
  for (const { id, name, role, url, caPem, client, manager } of practice.carriers) {
    const { ca, cert, key } = filesOf(id);
    const files = { ca: join(place, ca), cert: join(place, cert), key: join(place, key) };
    await writeFile(files.ca, caPem);
    await writeFile(files.cert, client.certPem);
    await writeFile(files.key, client.keyPem, { mode: 0o600 });
    write(`${name} (${id}, ${role})\n  manager  ${url}\n  control  ${manager.controlUrl}\n`);
    write(`  reach it with --cacert ${files.ca} --cert ${files.cert} --key ${files.key}\n`);
  }
  const configuration = join(place, 'longlines.json');
  await writeFile(configuration, longlinesConfiguration(practice.carriers), { mode: 0o600 });
  write(`connect to all of them with: npm run longlines -- run --config ${configuration}\n`);
  write('ready; Ctrl-C ends them all\n');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await practice.stop();
}

const filesOf = (id: string) => ({ ca: `${id}-ca.pem`, cert: `${id}-client-cert.pem`, key: `${id}-client-key.pem` });

/** As the command line reads it: a store beside the carriers' states, and files relative to the folder. */
const longlinesConfiguration = (carriers: readonly Pick<PracticeCarrier, 'id' | 'name' | 'role' | 'url'>[]): string =>
  `${JSON.stringify({ store: 'longlines.db', carriers: carriers.map(({ id, name, role, url }) => ({ id, name, role, url, ...filesOf(id) })) }, null, 2)}\n`;
