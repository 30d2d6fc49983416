import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './confirm.module.css';

interface AskWordsProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What it touches, and what follows. */
  readonly children?: ReactNode;
  readonly label: string;
  readonly placeholder?: string;
  readonly initial?: string;
  readonly act: string;
  readonly maxLength?: number;
  readonly onClose: () => void;
  readonly onAct: (words: string) => void;
}

/** Asks for a reason, a name or a reference before something is done. */
export function AskWords(props: AskWordsProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} size="md">
      {props.isOpen && <Form {...props} />}
    </Modal>
  );
}

function Form({ children, label, placeholder, initial = '', act, maxLength = 500, onClose, onAct }: AskWordsProps) {
  const [words, setWords] = useState(initial);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onClose();
        onAct(words.trim());
      }}
    >
      <div className={classes['words']}>
        {children}
        <TextInput
          label={label}
          placeholder={placeholder}
          data-autofocus
          required
          maxLength={maxLength}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
          }}
        />
      </div>
      <div className={classes['actions']}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={words.trim() === ''}>
          {act}
        </Button>
      </div>
    </form>
  );
}
