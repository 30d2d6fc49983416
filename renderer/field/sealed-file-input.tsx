import { Button, FileButton, PasswordInput, Progress } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { mostPackBytes } from '../../core/contract/field-pack';
import { base64Of, sizeWords } from './sealed-bytes';
import { passphraseStrength } from './passphrase-strength';
import classes from './field.module.css';

export interface SealedGiven {
  readonly base64: string;
  readonly passphrase: string;
}

interface SealedFileInputProps {
  readonly act: string;
  readonly isBusy: boolean;
  /** Why it could not be opened, in the host's words; empty: it was not tried, or could. */
  readonly problem: string;
  readonly onGiven: (given: SealedGiven) => void;
}

/** A sealed file and its passphrase. The passphrase is handed on, and kept nowhere. */
export function SealedFileInput({ act, isBusy, problem, onGiven }: SealedFileInputProps) {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const tooLarge = file !== null && file.size > mostPackBytes;
  const open = async (): Promise<void> => {
    if (file === null || tooLarge) return;
    onGiven({ base64: base64Of(new Uint8Array(await file.arrayBuffer())), passphrase });
  };
  return (
    <form
      className={classes['given']}
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <div className={classes['file']}>
        <FileButton onChange={setFile} accept=".llpack,application/octet-stream">
          {(props) => (
            <Button {...props} leftSection={<IconFile size={14} />}>
              Choose the file
            </Button>
          )}
        </FileButton>
        <span className={classes['words']}>{file === null ? 'No file chosen' : `${file.name}, ${sizeWords(file.size)}`}</span>
      </div>
      <div className={classes['row']}>
        <PasswordInput
          label="Passphrase"
          className={classes['passphrase'] ?? ''}
          autoComplete="off"
          value={passphrase}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="filled" loading={isBusy} disabled={file === null || tooLarge || passphrase === ''}>
          {act}
        </Button>
      </div>
      {tooLarge && <p role="alert">The file is larger than {sizeWords(mostPackBytes)}: it is no field pack.</p>}
      {problem !== '' && (
        <p role="alert" className={classes['problem']}>
          Not opened: {problem}
        </p>
      )}
    </form>
  );
}

interface NewPassphraseProps {
  readonly onChange: (passphrase: string | null) => void;
}

/** Typed twice; null is told until both agree and it is long enough. */
export function NewPassphrase({ onChange }: NewPassphraseProps) {
  const [one, setOne] = useState('');
  const [other, setOther] = useState('');
  const strength = passphraseStrength(one);
  const tell = (first: string, second: string): void => {
    onChange(first === second && passphraseStrength(first).isTaken ? first : null);
  };
  return (
    <div className={classes['twice']}>
      <PasswordInput
        label="Passphrase"
        description="Several words. It is kept nowhere: tell it to whoever opens the file, by another way than the file."
        autoComplete="new-password"
        value={one}
        onChange={(event) => {
          setOne(event.currentTarget.value);
          tell(event.currentTarget.value, other);
        }}
      />
      {one !== '' && (
        <div className={classes['strength']} role="status">
          <Progress size="sm" value={100 * strength.share} aria-label="Strength of the passphrase" />
          <span>{strength.word}</span>
        </div>
      )}
      <PasswordInput
        label="Passphrase again"
        autoComplete="new-password"
        value={other}
        error={other !== '' && other !== one ? 'It is not the same as above' : undefined}
        onChange={(event) => {
          setOther(event.currentTarget.value);
          tell(one, event.currentTarget.value);
        }}
      />
    </div>
  );
}
