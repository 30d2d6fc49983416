import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './confirm.module.css';

interface ConfirmProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What it touches, and what follows. */
  readonly children: ReactNode;
  /** The act and its size: `Release 12`. */
  readonly act: string;
  /** What is done instead: `Keep them`. */
  readonly keep: string;
  /** It cuts traffic, or cannot be taken back: the safe choice is the primary one. */
  readonly isCutting?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what will be touched, and asks once. */
export function Confirm({ isOpen, title, children, act, keep, isCutting = false, onConfirm, onClose }: ConfirmProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size="md">
      <div className={classes['words']}>{children}</div>
      <div className={classes['actions']}>
        <Button variant={isCutting ? 'filled' : 'default'} data-autofocus={isCutting || undefined} onClick={onClose}>
          {keep}
        </Button>
        <Button
          variant={isCutting ? 'default' : 'filled'}
          data-autofocus={!isCutting || undefined}
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {act}
        </Button>
      </div>
    </Modal>
  );
}
