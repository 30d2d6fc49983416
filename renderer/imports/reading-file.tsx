import { Button, Progress } from '@mantine/core';
import { counted } from '../ui/numbers';
import classes from './imports.module.css';

/** The file is being read, here; the host knows nothing of it yet. */
export function ReadingFile({ name, rows, onStop }: { readonly name: string; readonly rows: number; readonly onStop: () => void }) {
  return (
    <div className={classes['stack']}>
      <Progress value={100} animated aria-label={`${name} is being read`} />
      <p role="status">
        {name}: {counted(rows, 'row')} read.
      </p>
      <div className={classes['buttons']}>
        <Button onClick={onStop}>Stop</Button>
      </div>
    </div>
  );
}
