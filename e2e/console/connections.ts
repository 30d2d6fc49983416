import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const recorder = join(import.meta.dirname, 'connection-recorder.cjs');

/** The environment in which a program writes down where it connects to. */
export const recordingConnections = (folder: string): Readonly<Record<string, string>> => ({
  LONGLINES_E2E_CONNECTIONS: recordOf(folder),
  NODE_OPTIONS: `--require=${JSON.stringify(recorder)}`,
});

/** Words for Electron, whom Playwright starts without `NODE_OPTIONS`. */
export const recordingWords = (environment: Readonly<Record<string, string>>): readonly string[] =>
  environment['LONGLINES_E2E_CONNECTIONS'] === undefined ? [] : ['-r', recorder];

/** `tcp 127.0.0.1:40123`, `local /run/longlines.sock`, `name manager.example`; each once. */
export const recordedConnections = (folder: string): readonly string[] =>
  existsSync(recordOf(folder)) ? [...new Set(readFileSync(recordOf(folder), 'utf8').trim().split('\n'))] : [];

const recordOf = (folder: string): string => join(folder, 'connections.txt');
