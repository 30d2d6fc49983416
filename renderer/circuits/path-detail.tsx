import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconPlus, IconTerminal2 } from '@tabler/icons-react';
import type { PathDossierShown, PathShown } from '../../core/contract/circuit-shapes';
import { addressOf } from '../app/address';
import { useMay } from '../app/use-may';
import { orderMarks } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { useNow } from '../ui/times';
import { Panel } from '../ui/panel';
import { openTerminal } from '../terminal/sessions';
import { IdentifierBar, IdentifierLegend } from './identifier-bar';
import { Parameters } from './parameters';
import classes from './path-detail.module.css';
import { hasNoMore, standingOf } from './path-standing';
import { tippingWords } from './tipping-words';

export interface PathActions {
  readonly order: () => void;
  readonly edit: () => void;
  readonly retry: (path: PathShown) => void;
  readonly remove: () => void;
}

interface PathDetailProps {
  readonly path: PathShown;
  readonly dossier: PathDossierShown | null;
  readonly actions: PathActions;
}

/** The path that is selected: whose, on what, its identifiers, and its parameters. */
export function PathDetail({ path, dossier, actions }: PathDetailProps) {
  const { severity, text } = standingOf(path);
  return (
    <Panel
      label={`Path ${path.id}`}
      title={<bdi>{path.id}</bdi>}
      fact={<Ends path={path} />}
      actions={
        <>
          <IdentifierLegend hasForeign={path.pool.foreign > 0} />
          <Tipping path={path} />
          <Actions path={path} actions={actions} />
        </>
      }
    >
      {severity !== null && (
        <div className={classes['standing']} data-severity={severity}>
          <StateMark mark={{ severity }}>
            <span className={classes['words']} title={text}>
              {text}
            </span>
          </StateMark>
        </div>
      )}
      <div className={classes['bar']}>
        <IdentifierBar path={path} circuits={dossier?.circuits ?? null} />
      </div>
      <Parameters path={path} />
    </Panel>
  );
}

function Ends({ path: { switchName, provider, side, vpi, carriage, carriedByOrderId } }: { readonly path: PathShown }) {
  return (
    <>
      <bdi>{switchName}</bdi> to <bdi>{provider}</bdi>, {side} VPI {vpi}
      {carriage !== null ? (
        <>
          , on{' '}
          <a href={addressOf('orders', [carriage.orderId])} title={`${carriage.customer}, ${carriage.state}`}>
            {carriage.orderId}
          </a>{' '}
          <StateMark mark={orderMarks[carriage.state]}>{carriage.state}</StateMark>
        </>
      ) : (
        carriedByOrderId !== null && `, on ${carriedByOrderId}`
      )}
    </>
  );
}

function Tipping({ path }: { readonly path: PathShown }) {
  const now = useNow();
  return (
    <span
      className={classes['tipping']}
      title={`${hasNoMore(path) ? '' : `Asks for more: ${path.asksForMore.text}. `}Last circuit: ${path.exhausts.text}.`}
    >
      {tippingWords(path, now)}
    </span>
  );
}

function Actions({ path, actions }: { readonly path: PathShown; readonly actions: PathActions }) {
  const { order, edit, retry, remove } = actions;
  const may = useMay();
  return (
    <>
      {path.heldSinceMs !== null && (
        <Button
          onClick={() => {
            retry(path);
          }}
          {...may('paths.retry')}
        >
          Retry
        </Button>
      )}
      <Button
        leftSection={<IconTerminal2 size={14} />}
        onClick={() => {
          openTerminal(path.switchId, path.switchName);
        }}
        {...may('terminal')}
      >
        Open <bdi className={classes['switch']}>{path.switchName}</bdi>
      </Button>
      <Menu>
        <Menu.Target>
          <Tooltip label="More">
            <ActionIcon aria-label={`More for path ${path.id}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={edit} {...may('paths.change')}>
            Edit path…
          </Menu.Item>
          <Menu.Item
            disabled={path.heldSinceMs === null && path.retryAtMs === null}
            onClick={() => {
              retry(path);
            }}
            {...may('paths.retry')}
          >
            Retry now
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={remove} {...may('paths.remove')}>
            Remove path…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={order} {...may('circuits.order')}>
        Circuits
      </Button>
    </>
  );
}
