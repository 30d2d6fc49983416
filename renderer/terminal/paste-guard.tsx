import { Button, Group, Modal, Text } from '@mantine/core';
import { counted } from '../ui/numbers';
import type { SeenPaste } from './paste';
import classes from './terminal-dock.module.css';

interface PasteGuardProps {
  readonly paste: SeenPaste;
  readonly where: string;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** What a paste of many lines, or with hidden characters, would do: shown before it goes. */
export function PasteGuard({ paste: { lines, shown, removed }, where, onSend, onClose }: PasteGuardProps) {
  const more = lines - shown.length;
  return (
    <Modal opened onClose={onClose} size="lg" title={`Not pasted yet: ${counted(lines, 'line')} for ${where}`}>
      <Text size="sm" c="dimmed">
        {lines > 1 ? 'Each line end is an Enter: what stands before it is carried out.' : 'What cannot be seen is written as its code.'}
        {removed.length > 0 && ` Control characters are left out: ${removed.join(', ')}.`}
      </Text>
      <ol className={classes['lines']} tabIndex={0} aria-label="What would be pasted">
        {shown.map((line, index) => (
          <li key={index}>{line === '' ? '\u00a0' : line}</li>
        ))}
        {more > 0 && <li value={lines}>… and {counted(more, 'line')} more</li>}
      </ol>
      <Group justify="flex-end" gap="sm">
        <Button onClick={onSend}>Paste {counted(lines, 'line')}</Button>
        <Button variant="filled" data-autofocus onClick={onClose}>
          Do not paste
        </Button>
      </Group>
    </Modal>
  );
}
