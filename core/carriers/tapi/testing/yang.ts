import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TapiVersion } from '../versions/dialect';

/** Expects the official models to accept a document. Says so where they cannot be asked: `TAPI_YANG` names their folder, and `yanglint` is needed. */
export function expectValid(version: TapiVersion, kind: 'get' | 'config' | 'notif', document: object): void {
  const verdict = check(version, kind, document);
  if (verdict === null)
    console.warn('not checked against the YANG models: set TAPI_YANG to the folder of validate.sh, and install yanglint');
  else expect(verdict).toBe('');
}

/** What the checker complains of, or empty; null where there is none. */
function check(version: TapiVersion, kind: string, document: object): string | null {
  const folder = process.env['TAPI_YANG'];
  if (!folder) return null;
  const directory = mkdtempSync(join(tmpdir(), 'longlines-yang-'));
  try {
    const file = join(directory, 'document.json');
    writeFileSync(file, JSON.stringify(document));
    const { status, stderr } = spawnSync(join(folder, 'validate.sh'), [version, kind, file], { encoding: 'utf8' });
    // A shell's status for a command that is not installed.
    if (status === 127) return null;
    return status === 0 ? '' : `${status ?? 'no status'}: ${stderr}`;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
