import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { ShellError } from '../shell/shell-error';

export interface StaticFile {
  readonly type: string;
  readonly content: Buffer;
  /** Its name changes with its content. */
  readonly isImmutable: boolean;
  /** Made at first use; null: it does not pay. */
  readonly compressed: () => Promise<Buffer | null>;
}

/** Every file of the built console, by its path in an address. Nothing else can be asked for, so no path leads out of the folder. Throws a ShellError. */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of entriesOf(folder)) {
    const type = types[extname(entry)];
    if (type !== undefined) files.set(`/${entry}`, fileOf(readFileSync(join(folder, ...entry.split('/'))), entry, type));
  }
  if (!files.has('/index.html'))
    throw new ShellError('refused', `the console is not built in ${folder}: run "npm run build", then try again`);
  return files;
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      );
  } catch {
    return [];
  }
}

function fileOf(content: Buffer, path: string, type: string): StaticFile {
  let compressing: Promise<Buffer | null> | undefined;
  return {
    ...{ type, content, isImmutable: path.startsWith('assets/') },
    compressed: () => (compressing ??= isText(type) && content.length > worthwhileBytes ? compress(content) : Promise.resolve(null)),
  };
}

const compress = (content: Buffer): Promise<Buffer> =>
  promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });

const isText = (type: string): boolean => /^text\/|json|svg/.test(type);
const worthwhileBytes = 1_400;
/** Nearly as small as the best, in a twentieth of its time. */
const quality = 6;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
