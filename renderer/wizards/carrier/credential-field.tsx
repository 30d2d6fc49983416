import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { IconClipboard, IconFileUpload } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { PemKind } from '../../../core/contract/connecting';
import { useOperator } from '../../app/operator';
import { useClient } from '../../client/use-client';
import { asSentence } from '../../ui/numbers';
import classes from './credential-field.module.css';

interface CredentialFieldProps {
  readonly what: PemKind;
  readonly label: string;
  readonly about: string;
  readonly file: string;
  readonly onFile: (file: string) => void;
}

/** A PEM file: one on the host's machine by its path, or one of this machine, or text, which the host writes down for its owner alone. */
export function CredentialField({ what, label, about, file, onFile }: CredentialFieldProps) {
  const client = useClient();
  const by = useOperator();
  const [pasted, setPasted] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  const keep = async (pem: string): Promise<void> => {
    setBusy(true);
    const outcome = pem.length > 262_144 ? null : await client.call('connecting.keep-pem', { what, pem, by });
    setBusy(false);
    if (outcome?.kind === 'answer') {
      setProblem('');
      setPasted(null);
      onFile(outcome.output.file);
    } else
      setProblem(
        outcome === null
          ? 'This is larger than any certificate: take the right file.'
          : asSentence(outcome.kind === 'error' ? outcome.error.message : outcome.message),
      );
  };
  return (
    <div className={classes['field']}>
      <div className={classes['top']}>
        <TextInput
          id={id}
          className={classes['path'] ?? ''}
          label={label}
          description={about}
          placeholder={`/etc/longlines/${what}.pem`}
          value={file}
          maxLength={4096}
          spellCheck={false}
          error={problem === '' ? undefined : problem}
          onChange={(event) => {
            setProblem('');
            onFile(event.currentTarget.value);
          }}
        />
        <FileButton
          accept=".pem,.crt,.cer,.key,.txt"
          onChange={(chosen) => {
            if (chosen) void chosen.text().then(keep);
          }}
        >
          {(props) => (
            <Button {...props} leftSection={<IconFileUpload size={14} />} loading={isBusy} aria-label={`Load ${label.toLowerCase()}`}>
              Load
            </Button>
          )}
        </FileButton>
        <Button
          leftSection={<IconClipboard size={14} />}
          aria-expanded={pasted !== null}
          aria-label={`Paste ${label.toLowerCase()}`}
          onClick={() => {
            setPasted(pasted === null ? '' : null);
          }}
        >
          Paste
        </Button>
      </div>
      {pasted !== null && (
        <div className={classes['paste']}>
          <Textarea
            aria-label={`${label}, as text`}
            data-autofocus
            autoFocus
            rows={5}
            spellCheck={false}
            autoComplete="off"
            placeholder={what === 'key' ? '-----BEGIN PRIVATE KEY-----' : '-----BEGIN CERTIFICATE-----'}
            value={pasted}
            onChange={(event) => {
              setPasted(event.currentTarget.value);
            }}
          />
          <Button variant="filled" disabled={pasted.trim() === ''} loading={isBusy} onClick={() => void keep(pasted)}>
            Keep it on the host’s machine
          </Button>
        </div>
      )}
    </div>
  );
}
