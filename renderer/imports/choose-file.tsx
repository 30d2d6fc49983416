import { Button, FileButton } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { bulkColumns } from '../../core/model/bulk-file';
import { importNouns, type ImportKind } from '../../core/model/import-job';
import { useShell } from '../app/shell-context';
import { useMay } from '../app/use-may';
import { useRows } from '../client/use-client';
import { csvOf } from '../ui/csv';
import { Segments } from '../ui/segments';
import { Age } from '../ui/times';
import { stateWords } from './import-words';
import classes from './imports.module.css';

interface ChooseFileProps {
  readonly kinds: readonly ImportKind[];
  readonly kind: ImportKind;
  readonly problem: string;
  readonly onKind: (kind: ImportKind) => void;
  readonly onFile: (file: File) => void;
  /** An import that the host keeps. */
  readonly onOpen: (importId: string) => void;
}

const kindNames: Readonly<Record<ImportKind, string>> = { orders: 'Orders', circuits: 'New circuits', releases: 'Circuits to release' };

/** A file, or what was left of one before. */
export function ChooseFile({ kinds, kind, problem, onKind, onFile, onOpen }: ChooseFileProps) {
  const shell = useShell();
  const may = useMay();
  const imports = useRows('imports');
  const kept = imports.filter((job) => kinds.includes(job.kind) && job.state !== 'reading').slice(0, 8);
  const { fields, needed } = bulkColumns[kind];
  return (
    <div className={classes['stack']}>
      <IconFileSpreadsheet size={28} stroke={1.5} aria-hidden="true" />
      {kinds.length > 1 && (
        <Segments
          label="What the file brings"
          value={kind}
          options={kinds.map((value) => ({ value, label: kindNames[value] }))}
          onChange={onKind}
        />
      )}
      <p className={classes['quiet']}>
        A CSV file whose first line names its columns. It needs <span className="mono">{needed.join(', ')}</span>
        {fields.length > needed.length ? '; the others have their usual values where they are left out' : ''}. First each row is tried, and
        you see what it would change; nothing is {importNouns[kind].done} before you say so.
      </p>
      {problem !== '' && (
        <p role="alert" className={classes['problem']}>
          {problem}
        </p>
      )}
      {kept.length > 0 && (
        <section aria-label="Imports that are kept">
          <h3 className={classes['head']}>Kept by the host</h3>
          <ul className={classes['kept']}>
            {kept.map((job) => (
              <li key={job.id}>
                <span>{stateWords(job)}</span>
                <Age sinceMs={job.changedAtMs} isRelative />
                <Button
                  aria-label={`Open the import of ${job.name}`}
                  onClick={() => {
                    onOpen(job.id);
                  }}
                >
                  Open
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={classes['buttons']}>
        <Button onClick={() => void shell.saveFile(`${kind}-template.csv`, csvOf(fields, []))}>Save an empty file with all columns</Button>
        <FileButton
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(file) => {
            if (file) onFile(file);
          }}
        >
          {(props) => (
            <Button {...props} variant="filled" data-autofocus {...may('imports.begin')}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </div>
    </div>
  );
}
