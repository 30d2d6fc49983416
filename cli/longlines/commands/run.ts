import type { Command } from 'commander';
import { formatTime, sleep } from '../../../core/model/clock';
import { connectCreationSystem } from '../../../core/host/connect-creation-system';
import { connectManager } from '../../../core/host/connect-manager';
import { createHost, type Host } from '../../../core/host/create-host';
import { findHost } from '../../../core/host/local/host-client';
import { serveLocally } from '../../../core/host/local/serve-locally';
import { storeKey } from '../../../core/host/local/place';
import type { Serving } from '../../../core/host/procedures/serving';
import { systemClock, systemNewId, systemPause } from '../../../core/host/system-clock';
import { openStore } from '../../../core/store/sqlite-store';
import { StoreError } from '../../../core/store/store-error';
import type { Store } from '../../../core/store/store';
import { createScreen } from '../../screen';
import { readConfiguration, type Configuration } from '../configuration';
import { defineAlone, noOptions } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import { becomeHost } from '../manners';
import type { Output } from '../output';
import { surroundings } from '../session';
import { version } from '../version';
import { counted } from '../words';

export function runCommand(program: Command): void {
  defineAlone(program, {
    usage: 'run',
    does: 'Runs the host in the foreground: connects the carriers and switches of the configuration and works on orders until Ctrl-C.',
    examples: ['longlines run --config practice/longlines.json'],
    options: noOptions,
    async run(output, chosen) {
      becomeHost();
      const configuration = readConfiguration({ ...chosen, environment: process.env });
      const store = await openStoreOf(configuration, Math.min(busyMs, chosen.timeout * 1000));
      try {
        const host = await createHost({ store, clock: systemClock, newId: systemNewId });
        try {
          await serve(host, configuration, output);
        } finally {
          await host.close();
        }
      } finally {
        await store.close();
      }
      return exitCodes.done;
    },
  });
}

/** A command that has the store for a moment is waited for; another host is not. */
async function openStoreOf({ store: file }: Configuration, timeoutMs: number): Promise<Store> {
  const deadlineMs = systemClock.now() + timeoutMs;
  for (;;) {
    try {
      return await openStore(file, { clock: systemClock, pause: systemPause });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.code !== 'in-use' || systemClock.now() >= deadlineMs) throw new Failure('store-unusable', error.message);
    }
    const found = await findHost(storeKey(file), { clock: systemClock, version, surroundings: surroundings(), helloMs: timeoutMs });
    if (found.kind === 'connected') {
      found.client.close();
      throw new Failure(
        'store-unusable',
        `a host runs on ${file} already (process ${found.client.hello.pid ?? 'unknown'}): use that one, or end it first`,
      );
    }
    await sleep(systemClock, lookAgainMs);
  }
}

const lookAgainMs = 50;
const busyMs = 10_000;

async function serve(host: Host, configuration: Configuration, output: Output): Promise<void> {
  // Before anything that takes its time: who ends it now ends it in good order.
  const interrupted = interruption();
  const serving: Serving = {
    ...{ host, clock: systemClock, store: storeKey(configuration.store), version, pid: process.pid },
    connect: (address) => connectManager(host, address),
    connectSwitch: (address) => connectCreationSystem(host, address),
  };
  const outcome = await serveLocally(serving, surroundings());
  if (outcome.kind === 'refused') throw new Failure('refused', outcome.message);
  const { server } = outcome;
  if (!output.isJson) tellEvents(host);
  try {
    for (const address of configuration.carriers) {
      const connected = await connectManager(host, address);
      // One carrier whose files are not there keeps no other from being served.
      if (connected.kind === 'refused') output.note(`longlines: ${connected.message}`);
    }
    for (const address of configuration.switches) {
      const connected = await connectCreationSystem(host, address);
      if (connected.kind === 'refused') output.note(`longlines: ${connected.message}`);
    }
    output.result(
      {
        data: { ready: true, pid: process.pid, store: serving.store, socket: server.address },
        show: (screen) => {
          screen.line(
            `Longlines ${version} runs on ${serving.store} with ${counted(configuration.carriers.length, 'carrier')} and ${counted(configuration.switches.length, 'switch', 'switches')} of ${configuration.file}; Ctrl-C ends it`,
          );
        },
      },
      'host',
    );
    await Promise.race([host.resume(), interrupted]);
    await interrupted;
    output.note('ending; what is under way is taken up at the next start');
  } finally {
    await server.close();
  }
}

const interruption = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        resolve();
      });
  });

/** What happens, as it does: a line each. */
function tellEvents(host: Host): void {
  const screen = createScreen(process.stdout);
  host.onEvent((event) => {
    const at = formatTime(Date.now());
    if (event.kind === 'order.changed' || event.kind === 'circuit-order.changed')
      screen.line(`${at}  ${event.orderId}  ${event.to}: ${event.cause}`);
    else if (event.kind === 'history.added') screen.line(`${at}  ${event.entry.event}  ${event.entry.subject}: ${event.entry.text}`);
  });
}
