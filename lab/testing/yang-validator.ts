import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { TapiVersion } from '../carrier/tapi/dialect';

export interface YangValidator {
  /** What the official models say against a document; null: nothing. */
  complaint(version: TapiVersion, type: 'get' | 'config' | 'notif', document: object): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Null where the models or yanglint are not at hand: TAPI_YANG names a folder with `yang-VERSION/` and `validate.sh`.
 * What validate.sh cannot judge is judged by yanglint itself: 2.1.3's tapi-streaming, which it does not load, and 2.5.0's stream records,
 * whose conditions (`when`) name identities that do not exist: they are corrected in a copy.
 */
export async function yangValidator(): Promise<YangValidator | null> {
  const models = process.env['TAPI_YANG'];
  if (models === undefined || !hasYanglint()) return null;
  const folder = await mkdtemp(join(tmpdir(), 'longlines-models-'));
  const copy = await correctedCopy(models, folder);
  let documents = 0;
  return {
    async complaint(version, type, document) {
      documents += 1;
      const file = join(folder, `document-${documents}.json`);
      const text = JSON.stringify(document);
      await writeFile(file, text);
      const isStreaming = text.includes('"tapi-streaming:');
      if (version === '2.1.3' && isStreaming) return yanglint(join(models, 'yang-2.1.3'), modules213, type, file);
      if (isStreaming && type === 'notif') return yanglint(copy, modules250, type, file);
      return run('sh', [join(models, 'validate.sh'), version, type, file]);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

const modules250 = ['common', 'topology', 'connectivity', 'notification', 'fm', 'digital-otn', 'dsr', 'streaming'].map(
  (part) => `tapi-${part}.yang`,
);
const modules213 = [
  ...['common', 'topology', 'odu', 'dsr'].map((part) => `tapi-${part}@2020-04-23.yang`),
  ...['connectivity', 'notification', 'streaming'].map((part) => `tapi-${part}@2020-06-16.yang`),
];

const yanglint = (folder: string, modules: readonly string[], type: string, file: string): Promise<string | null> =>
  // Of warnings there are many: the models' own conditions name values that do not exist.
  run('yanglint', ['-Q', '-p', folder, '-t', type, ...modules.map((module) => join(folder, module)), file]);

async function correctedCopy(models: string, folder: string): Promise<string> {
  const copy = join(folder, 'yang-2.5.0');
  await cp(join(models, 'yang-2.5.0'), copy, { recursive: true });
  const file = join(copy, 'tapi-streaming.yang');
  const corrected = (await readFile(file, 'utf8'))
    .replaceAll(
      /record-content, "(CONDITION_DETECTOR|ANY_CLASS|STREAM_MONITOR|SUPPORTED_STREAM_TYPE)"/g,
      'record-content, "STREAMING_OBJECT_TYPE_$1"',
    )
    .replaceAll('record-content, "AVAILABLE_STREAM_TYPE"', 'record-content, "STREAMING_OBJECT_TYPE_AVAILABLE_STREAM"')
    .replaceAll('record-content, "OBJECT_TYPE_', 'record-content, "tapi-common:OBJECT_TYPE_');
  await writeFile(file, corrected);
  return copy;
}

async function run(program: string, args: readonly string[]): Promise<string | null> {
  try {
    await promisify(execFile)(program, [...args]);
    return null;
  } catch (error) {
    return (error as { stderr?: string }).stderr ?? String(error);
  }
}

function hasYanglint(): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'yanglint')));
}
