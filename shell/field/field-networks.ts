import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FieldNetworks, FieldOutcome } from '../../core/host/procedures/serving';
import { systemClock, systemPause } from '../../core/host/system-clock';
import { layOutPack } from '../../core/field/lay-out-pack';
import type { PackContent, PackOrigin } from '../../core/model/field-pack';
import { parsedJson } from '../../core/model/parsed-json';
import { openStore } from '../../core/store/sqlite-store';
import { replaceFile } from '../configuration/replace-file';
import { startNetwork, type RunningNetwork } from '../start-network';
import { wordsOf } from '../undo-all';

/** The networks from field packs that a shell keeps in a folder: one folder each, of which one is served at a time. */
export interface KeptFieldNetworks extends FieldNetworks {
  /** null: none is open. */
  network(): RunningNetwork | null;
  /** Resolves once nothing of it runs. */
  end(): Promise<void>;
}

const kept = z.strictObject({ packId: z.string().min(1), title: z.string(), madeAtMs: z.int(), madeBy: z.string() });

/**
 * What was opened lies in a store of its own, as readable as any store of this user: its folder is his alone. It is made beside, and renamed into place once
 * it is whole.
 */
export function fieldNetworksIn(folder: string, note: (text: string) => void): KeptFieldNetworks {
  let running: { readonly packId: string; readonly network: RunningNetwork } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const closeRunning = async (): Promise<void> => {
    const taken = running;
    running = null;
    try {
      await taken?.network.close();
    } catch (error) {
      note(`the network of a field pack did not end in order: ${wordsOf(error)}`);
    }
  };
  const serve = async (packId: string): Promise<FieldOutcome> => {
    if (running?.packId === packId) return { kind: 'done' };
    await closeRunning();
    const place = placeOf(folder, packId);
    if (!existsSync(place.store))
      return { kind: 'refused', message: 'this field pack is not on this machine any more: open its file again' };
    const configuration = { file: join(place.folder, 'none.json'), store: place.store, carriers: [], switches: [] };
    running = { packId, network: await startNetwork({ kind: 'field', configuration, note, field: networks }) };
    return { kind: 'done' };
  };
  const told = (work: () => Promise<FieldOutcome>): Promise<FieldOutcome> =>
    inTurn(async () => {
      try {
        return await work();
      } catch (error) {
        return { kind: 'refused', message: `the field pack cannot be opened: ${wordsOf(error)}` };
      }
    });

  const networks: KeptFieldNetworks = {
    list: () =>
      originsIn(folder)
        .toSorted((one, other) => other.madeAtMs - one.madeAtMs)
        .map((origin) => ({ ...origin, isOpen: running?.packId === origin.packId })),
    open: (content) =>
      told(async () => {
        const place = placeOf(folder, content.packId);
        // What was changed in it since it was opened first is kept.
        if (!existsSync(place.store)) await layOut(folder, content);
        return serve(content.packId);
      }),
    reopen: (packId) => told(() => serve(packId)),
    close() {
      // Who asked through a window of it has its answer before that window goes.
      void inTurn(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        await closeRunning();
      });
    },
    remove(packId) {
      if (running?.packId === packId) return { kind: 'refused', message: 'this field pack is open: close it first' };
      rmSync(placeOf(folder, packId).folder, { recursive: true, force: true });
      return { kind: 'done' };
    },
    network: () => running?.network ?? null,
    end: () => inTurn(closeRunning),
  };
  return networks;
}

/** A folder for a pack whose id another machine chose: nothing of it can name another place. */
function placeOf(folder: string, packId: string): { readonly folder: string; readonly store: string } {
  const own = join(folder, Buffer.from(packId, 'utf8').toString('hex').slice(0, 120));
  return { folder: own, store: join(own, 'longlines.db') };
}

async function layOut(folder: string, content: PackContent): Promise<void> {
  const place = placeOf(folder, content.packId);
  // What a crash left half made is begun anew: only a whole one has its origin beside it.
  rmSync(place.folder, { recursive: true, force: true });
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  try {
    await makeFieldStore(place.store, content);
    const { packId, title, madeAtMs, madeBy } = content;
    replaceFile(join(place.folder, 'pack.json'), `${JSON.stringify({ packId, title, madeAtMs, madeBy } satisfies PackOrigin)}\n`);
  } catch (error) {
    rmSync(place.folder, { recursive: true, force: true });
    throw error;
  }
}

/** Makes a store from a pack's content. Throws where the file is there, or cannot be written. */
export async function makeFieldStore(file: string, content: PackContent): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} is there already: name another file, nothing was written`);
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  try {
    await store.transaction((tx) => layOutPack(tx, content));
  } finally {
    await store.close();
  }
}

function originsIn(folder: string): readonly PackOrigin[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name, 'pack.json');
    return existsSync(file) ? (kept.safeParse(parsedJson(readFileSync(file, 'utf8'))).data ?? []) : [];
  });
}
