import { Button, FileButton, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './history-screen.module.css';

export interface KeptHead {
  readonly keptHead?: string;
  readonly publicKey?: string;
}

interface KeptHeadDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onVerify: (kept: KeptHead) => void;
}

/** Longest line that a head can be. */
const maxHeadLength = 2_000;

/** Asks for the head that was exported before, so that the history is verified against it. */
export function KeptHeadDialog(props: KeptHeadDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Verify against a head that was kept" size="lg">
      {props.isOpen && <Form {...props} />}
    </Modal>
  );
}

function Form({ onClose, onVerify }: KeptHeadDialogProps) {
  const [head, setHead] = useState('');
  const [key, setKey] = useState('');
  const [error, setError] = useState('');
  const open = async (file: File | null): Promise<void> => {
    if (file === null) return;
    if (file.size > maxHeadLength) setError(`${file.name} is no exported head: that is one line. Choose the file that was saved here.`);
    else setHead((await file.text()).trim());
  };
  return (
    <form
      className={classes['kept']}
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
        const [keptHead, publicKey] = [head.trim(), key.trim()];
        onVerify({ ...(keptHead === '' ? {} : { keptHead }), ...(publicKey === '' ? {} : { publicKey }) });
      }}
    >
      <p>
        The chain alone cannot tell whether the whole store was replaced by an older copy, or rewritten by somebody who has its key. A head
        that was exported and kept elsewhere can: the history has to contain it.
      </p>
      <Textarea
        label="The head, as it was exported"
        placeholder="longlines-history 1204 9f3c… ed25519:… …"
        data-autofocus
        rows={3}
        maxLength={maxHeadLength}
        classNames={{ input: 'mono' }}
        value={head}
        error={error}
        onChange={(event) => {
          setHead(event.currentTarget.value);
          setError('');
        }}
      />
      <TextInput
        label="The key that it has to be signed with (left empty: the key that it names)"
        placeholder="ed25519:…"
        maxLength={200}
        value={key}
        onChange={(event) => {
          setKey(event.currentTarget.value);
        }}
      />
      <div className={classes['keptActs']}>
        <FileButton accept=".txt,text/plain" onChange={(file) => void open(file)}>
          {(given) => <Button {...given}>Open a file …</Button>}
        </FileButton>
        <span className={classes['end']} />
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={head.trim() === '' && key.trim() === ''}>
          Verify
        </Button>
      </div>
    </form>
  );
}
