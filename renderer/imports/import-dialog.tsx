import { Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { assertNever } from '../../core/model/assert-never';
import { importNouns, type ImportKind } from '../../core/model/import-job';
import type { EncodingSample, TextEncoding } from '../../core/model/text-encoding';
import { useOperator } from '../app/operator';
import { useClient } from '../client/use-client';
import { ChooseEncoding } from './choose-encoding';
import { ChooseFile } from './choose-file';
import { ImportView } from './import-view';
import { ReadingFile } from './reading-file';
import { sendRows } from './send-rows';

type Step =
  | { readonly kind: 'choose'; readonly problem: string }
  | {
      readonly kind: 'encoding';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly choices: readonly TextEncoding[];
      readonly samples: readonly EncodingSample[];
    }
  | { readonly kind: 'reading'; readonly name: string; readonly rows: number }
  | { readonly kind: 'open'; readonly importId: string };

interface ImportDialogProps {
  /** What its files may bring; the first is proposed. */
  readonly kinds: readonly [ImportKind, ...ImportKind[]];
  readonly onClose: () => void;
}

/** A file is read and tried row by row; then the host enters what is new, whether or not this stays open. */
export function ImportDialog({ kinds, onClose }: ImportDialogProps) {
  const client = useClient();
  const by = useOperator();
  const [kind, setKind] = useState<ImportKind>(kinds[0]);
  const [step, setStep] = useState<Step>({ kind: 'choose', problem: '' });
  const running = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );

  const read = async (bytes: Uint8Array, name: string, encoding: TextEncoding): Promise<void> => {
    const stop = new AbortController();
    running.current = stop;
    setStep({ kind: 'reading', name, rows: 0 });
    const { readFile } = await import('./read-file');
    const file = await readFile(bytes, { name, kind, encoding }, stop.signal, (rows) => {
      setStep({ kind: 'reading', name, rows });
    });
    if (file.kind === 'stopped') return;
    if (file.kind === 'unreadable') {
      setStep({ kind: 'choose', problem: file.message });
      return;
    }
    const importId = newImportId();
    // Its rows are seen as the host tries them.
    setStep({ kind: 'open', importId });
    const sent = await sendRows(client, { importId, kind, name, by }, file.rows, stop.signal);
    if (sent.kind === 'failed') setStep({ kind: 'choose', problem: sent.message });
  };
  const choose = async (file: File): Promise<void> => {
    const { openFile } = await import('./read-file');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const opened = openFile(bytes, file.name);
    if (opened.kind === 'unreadable') setStep({ kind: 'choose', problem: opened.message });
    else if (opened.kind === 'asked') setStep({ ...opened, kind: 'encoding', name: file.name, bytes });
    else await read(bytes, file.name, opened.encoding);
  };
  const restart = (): void => {
    running.current?.abort();
    running.current = null;
    setStep({ kind: 'choose', problem: '' });
  };
  const content = (): React.ReactNode => {
    switch (step.kind) {
      case 'choose':
        return (
          <ChooseFile
            {...{ kinds, kind }}
            problem={step.problem}
            onKind={setKind}
            onFile={(file) => void choose(file)}
            onOpen={(importId) => {
              setStep({ kind: 'open', importId });
            }}
          />
        );
      case 'encoding':
        return <ChooseEncoding {...step} onChosen={(encoding) => void read(step.bytes, step.name, encoding)} onBack={restart} />;
      case 'reading':
        return <ReadingFile name={step.name} rows={step.rows} onStop={restart} />;
      case 'open':
        return <ImportView importId={step.importId} onStopReading={restart} onClose={onClose} onAnother={restart} />;
      default:
        return assertNever(step);
    }
  };
  return (
    <Modal opened onClose={onClose} size={940} title={`Import ${importNouns[kinds[0]].many}`} closeOnClickOutside={false}>
      {content()}
    </Modal>
  );
}

const newImportId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
