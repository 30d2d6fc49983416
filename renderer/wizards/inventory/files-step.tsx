import { ActionIcon, Button, FileButton, Tooltip } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { counted, formatBytes } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import { idFrom } from '../carrier/carrier-draft';
import parts from '../step-parts.module.css';
import type { OpenDraft } from '../use-draft';
import classes from './files-step.module.css';
import { holdFiles, readHeld } from './held-files';
import { fileKinds, kindOf, nameFrom, type HeldFile, type InventoryFields } from './inventory-draft';

interface FilesStepProps {
  readonly draft: OpenDraft<InventoryFields>;
  readonly held: readonly HeldFile[];
}

/** The files of one carrier: dropped here, or chosen. */
export function FilesStep({ draft, held }: FilesStepProps) {
  const { fields } = draft;
  const [isOver, setOver] = useState(false);
  const add = async (chosen: readonly File[]): Promise<void> => {
    const read = await Promise.all(chosen.map(readHeld));
    const names = new Set(read.map(({ name }) => name));
    const next = [...held.filter(({ name }) => !names.has(name)), ...read].slice(0, 100);
    const waiting = fields.files.filter(({ name }) => !next.some((file) => file.name === name));
    const name = fields.name === '' ? nameFrom(next[0]?.name ?? '') : fields.name;
    draft.change(
      { files: [...waiting, ...holdFiles(draft.id, next)], name, id: fields.id === '' ? idFrom(name) : fields.id },
      `Import ${name || 'an inventory'}`,
    );
  };
  const remove = (name: string): void => {
    const next = held.filter((file) => file.name !== name);
    const waiting = fields.files.filter((file) => file.name !== name && !next.some((kept) => kept.name === file.name));
    draft.change({ files: [...waiting, ...holdFiles(draft.id, next)] });
  };
  return (
    <div className={parts['step']}>
      <div className={parts['columns']}>
        <div className={parts['column']}>
          <div
            className={classes['drop']}
            data-over={isOver || undefined}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => {
              setOver(false);
            }}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              void add([...event.dataTransfer.files]);
            }}
          >
            <IconFileImport size={24} aria-hidden />
            <p>Drop files here: GraphML, TAPI JSON or CSV, all of one carrier</p>
            <FileButton multiple accept=".graphml,.xml,.json,.csv,.txt,.tsv" onChange={(files) => void add(files)}>
              {(props) => (
                <Button {...props} variant={fields.files.length === 0 ? 'filled' : 'default'}>
                  Choose files
                </Button>
              )}
            </FileButton>
          </div>
          {fields.files.length > 0 && (
            <Panel title="Chosen" fact={counted(fields.files.length, 'file')}>
              <ul className={parts['list']} aria-label="Chosen files">
                {fields.files.map(({ name, bytes }) => {
                  const file = held.find((each) => each.name === name);
                  return (
                    <li key={name} className={`${parts['line'] ?? ''} ${classes['file'] ?? ''}`}>
                      <bdi className="ellipsis" title={name}>
                        {name}
                      </bdi>
                      <span>{file ? fileKinds[kindOf(file)] : <StateMark mark={{ severity: 'minor' }}>choose it again</StateMark>}</span>
                      <span className={classes['size']}>{formatBytes(bytes)}</span>
                      <Tooltip label="Take it out">
                        <ActionIcon
                          aria-label={`Take ${name} out`}
                          size={24}
                          onClick={() => {
                            remove(name);
                          }}
                        >
                          <IconTrash size={14} />
                        </ActionIcon>
                      </Tooltip>
                    </li>
                  );
                })}
              </ul>
            </Panel>
          )}
        </div>
        <div className={parts['column']}>
          <Panel title="What an import is for">
            <div className={parts['inside']}>
              <p>
                A carrier whose manager is not connected can be planned with: orders are routed over it and say what they could have, and
                wait as planned until its manager is connected.
              </p>
              <p>Several files complete each other: interconnects in CSV at the nodes of a GraphML network, say.</p>
              <p className={parts['quiet']}>
                Latency from a file counts as derived, whoever wrote it there. Nothing is sent to any carrier.
              </p>
            </div>
          </Panel>
        </div>
      </div>
    </div>
  );
}
