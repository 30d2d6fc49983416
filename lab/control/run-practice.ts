import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startNetworks, startPractice } from '../practice';

/** Starts the practice network, or the GraphML networks named, and tells how to reach each carrier; ends it with Ctrl-C (SIGINT) or SIGTERM. */
export async function runPractice(folder: string, networks: readonly string[], write: (text: string) => void): Promise<void> {
  const place = resolve(folder);
  const practice = networks.length > 0 ? await startNetworks(place, networks) : await startPractice(place);
  for (const { id, name, role, url, caPem, client, manager } of practice.carriers) {
    const files = { ca: join(place, `${id}-ca.pem`), cert: join(place, `${id}-client-cert.pem`), key: join(place, `${id}-client-key.pem`) };
    await writeFile(files.ca, caPem);
    await writeFile(files.cert, client.certPem);
    await writeFile(files.key, client.keyPem, { mode: 0o600 });
    write(`${name} (${id}, ${role})\n  manager  ${url}\n  control  ${manager.controlUrl}\n`);
    write(`  reach it with --cacert ${files.ca} --cert ${files.cert} --key ${files.key}\n`);
  }
  write('ready; Ctrl-C ends them all\n');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await practice.stop();
}
