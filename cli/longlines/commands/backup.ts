import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { define } from '../define';

export function backupCommand(program: Command): void {
  define(program, {
    usage: 'backup <file>',
    does: 'Copies the store into another file while it works; the copy opens as a store, and with any SQLite tool.',
    examples: ['longlines backup /var/backups/longlines-monday.db'],
    flags: [['--overwrite', 'in place of a file that is there']],
    asks: ['backup'],
    options: z.object({ overwrite: z.boolean().default(false) }),
    async run({ session, output, by }, [file = ''], { overwrite }) {
      const backup = await session.call(
        'backup',
        { file: resolve(file), overwrite, by },
        {
          onProgress: ({ text, done, total }) => {
            output.progress(`${done} of ${total ?? '?'} ${text}`);
          },
        },
      );
      return {
        data: backup,
        show: (screen) => {
          screen.line(`${backup.file}: ${backup.bytes} bytes, checked. The history's key (beside the store) is not in it: keep it too.`);
        },
      };
    },
  });
}
