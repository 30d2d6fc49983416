import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy-id.module.css';

/** An identifier, and a button that copies it. */
export function CopyId({ id, size = 12 }: { readonly id: string; readonly size?: number }) {
  return (
    <span className={classes['id']}>
      <bdi className="mono ellipsis" style={{ fontSize: size }} title={id}>
        {id}
      </bdi>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy'}>
            <ActionIcon aria-label={`Copy ${id}`} onClick={copy} className={classes['button']}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
