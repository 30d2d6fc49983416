import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { PathShown } from '../../core/contract/circuit-shapes';
import type { PathRow } from '../../core/contract/live';
import { addressOf, goTo, useAddress } from '../app/address';
import { useOperator } from '../app/operator';
import { useKept } from '../app/preferences';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useConnection, useRows, useTable } from '../client/use-client';
import { ImportDialog } from '../imports/import-dialog';
import { Confirm } from '../ui/confirm';
import { counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { UtcTime } from '../ui/times';
import classes from './circuits-screen.module.css';
import { ConditionsPanel } from './conditions-panel';
import { ConditionsWorkbench } from './conditions-workbench';
import { OrderCircuits } from './order-circuits';
import { PathDetail } from './path-detail';
import { everyPath, filterPaths, inOrder, viewCounts, type PathFilter } from './path-filter';
import { PathForm } from './path-form';
import { PathGrid } from './path-grid';
import { PathList } from './path-list';
import { PathTools, pathLayouts, type PathLayout } from './path-tools';
import { AddSwitch } from './switches-table';
import { WorkPanel, workTabs, type WorkTab } from './work-panel';

/** Virtual paths: how full each is, what the conditions table makes of it, and what was asked of the switches. */
export function CircuitsScreen() {
  const table = useTable('paths');
  const { kind } = useConnection();
  if (!table.isWhole)
    return table.fault === '' ? (
      <div className={classes['loading']}>
        <LoadingRows label={kind === 'up' ? 'The virtual paths are being loaded' : 'The host is being looked for'} count={10} />
      </div>
    ) : (
      <FailedPanel title="The virtual paths cannot be read">
        <p>{table.fault}</p>
        <p>The host tries again by itself.</p>
      </FailedPanel>
    );
  return table.rows.size === 0 ? <NoPaths /> : <Paths paths={table.rows} version={table.version} fault={table.fault} />;
}

function NoPaths() {
  const switches = useRows('switches');
  const [isAdding, setAdding] = useState(false);
  const may = useMay();
  const close = (): void => {
    setAdding(false);
  };
  const add = (
    <Button
      variant="filled"
      onClick={() => {
        setAdding(true);
      }}
      {...(switches.length === 0 ? {} : may('paths.add'))}
    >
      {switches.length === 0 ? 'Add an access switch' : 'Add a path'}
    </Button>
  );
  const practise = (
    <Button component="a" href={addressOf('practise')}>
      Practise
    </Button>
  );
  return (
    <>
      <EmptyPanel
        title={switches.length === 0 ? 'No access switches yet' : 'No virtual paths yet'}
        actions={[<span key="add">{add}</span>, <span key="practise">{practise}</span>]}
      >
        {switches.length === 0
          ? 'Virtual circuits are made on access switches, in paths to service providers. Connect a switch, then add its paths.'
          : `${counted(switches.length, 'access switch', 'access switches')} ${switches.length === 1 ? 'is' : 'are'} connected. A path bundles the circuits between a switch and a service provider: add the first one.`}
      </EmptyPanel>
      {switches.length === 0 ? (
        <AddSwitch isOpen={isAdding} onClose={close} />
      ) : (
        <PathForm path={null} switches={switches} isOpen={isAdding} onClose={close} onDone={selectPath} />
      )}
    </>
  );
}

const selectPath = (pathId: string): void => {
  goTo(addressOf('circuits', [pathId]));
};

interface PathsProps {
  readonly paths: ReadonlyMap<string, PathRow>;
  readonly version: number;
  readonly fault: string;
}

type Doing = 'import' | 'order' | 'edit' | 'add' | 'remove' | 'conditions-edit' | 'conditions-try' | null;

const isFilter = (value: unknown): value is PathFilter =>
  typeof value === 'object' &&
  value !== null &&
  'view' in value &&
  'text' in value &&
  typeof value.text === 'string' &&
  'switchId' in value;
const isLayout = (value: unknown): value is PathLayout => pathLayouts.some((each) => each === value);

function Paths({ paths: changing, version, fault }: PathsProps) {
  const { rest, query } = useAddress();
  const connection = useConnection();
  const command = useCommand();
  const by = useOperator();
  const requests = useRows('requests');
  const switches = useRows('switches');
  const [filter, setFilter] = useKept('circuits.filter', everyPath, isFilter);
  const [layout, setLayout] = useKept('circuits.layout', 'cards', isLayout);
  const [doing, setDoing] = useState<Doing>(null);
  const search = useRef<HTMLInputElement>(null);

  // The table's map changes in place, and its version tells when: what is reckoned from it needs another one each time.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const paths = useMemo(() => new Map(changing), [changing, version]);
  const all = useMemo(() => [...paths.values()], [paths]);
  const [kept, setKept] = useState<readonly string[] | null>(null);
  const found = useMemo(() => filterPaths(all, filter), [all, filter]);
  const shown = useMemo(() => (kept === null ? found : inOrder(found, kept)), [found, kept]);
  const counts = useMemo(() => viewCounts(all, filter), [all, filter]);
  const [askedId] = rest;
  // Where none is asked for it is the one that was first: another is not put in its place while somebody reads.
  const [firstId] = useState(found[0]?.id);
  const path = paths.get(askedId ?? firstId ?? '') ?? (askedId === undefined ? (paths.get(shown[0]?.id ?? '') ?? null) : null);
  const circuitId = query.get('circuit');
  const askedTab = query.get('tab');
  const tab: WorkTab = workTabs.find((each) => each === askedTab) ?? (circuitId === null ? 'requests' : 'circuits');

  const dossier = useAnswer('paths.show', path === null ? null : { pathId: path.id }, {
    version: path === null ? '' : poolVersion(path),
    settleMs: 100,
  });
  const conditions = useAnswer('conditions.show', {}, { version: path === null ? '' : path.revision, settleMs: 100, everyMs: 5_000 });

  const retry = useCallback(
    ({ id }: PathShown) => {
      void command.carryOut('paths.retry', { pathId: id, by }, `Path ${id} is tried again.`);
    },
    [command, by],
  );
  const close = (): void => {
    setDoing(null);
  };
  useHotkeys([['/', () => search.current?.focus()]]);

  return (
    <div className={classes['screen']} data-stale={connection.kind !== 'up' || undefined}>
      <PathTools
        {...{ filter, counts, switches, layout, search }}
        fact={`${shown.length === all.length ? counted(all.length, 'path') : `${shown.length} of ${counted(all.length, 'path')}`}, least free first`}
        onFilter={setFilter}
        onLayout={setLayout}
        onAdd={() => {
          setDoing('add');
        }}
        onImport={() => {
          setDoing('import');
        }}
      />
      {connection.kind === 'lost' && (
        <p className={classes['stale']}>
          As it was at <UtcTime atMs={connection.sinceMs} />: what has happened since is not known, and nothing that you ask for is carried
          out.
        </p>
      )}
      {fault !== '' && (
        <p className={classes['stale']}>
          The host cannot read the paths now: {fault}. It tries again by itself; what you see is from before.
        </p>
      )}
      <div
        className={classes['gauges']}
        data-layout={layout}
        onPointerEnter={() => {
          setKept(shown.map(({ id }) => id));
        }}
        onPointerLeave={() => {
          setKept(null);
        }}
      >
        {shown.length === 0 ? (
          <EmptyPanel
            title="No path is so"
            actions={
              <Button
                onClick={() => {
                  setFilter(everyPath);
                }}
              >
                Show all {all.length}
              </Button>
            }
          >
            Of {counted(all.length, 'path')} none is as you ask.
          </EmptyPanel>
        ) : layout === 'cards' ? (
          <PathGrid paths={shown} selectedId={path?.id ?? null} onRetry={retry} />
        ) : (
          <PathList
            paths={shown}
            selectedId={path?.id ?? null}
            onSelect={({ id }) => {
              selectPath(id);
            }}
          />
        )}
      </div>
      {path !== null ? (
        <PathDetail
          path={path}
          dossier={dossier.output}
          actions={{
            order: () => {
              setDoing('order');
            },
            edit: () => {
              setDoing('edit');
            },
            remove: () => {
              setDoing('remove');
            },
            retry,
          }}
        />
      ) : (
        <p className={classes['stale']}>
          {askedId === undefined
            ? 'No path is selected.'
            : `There is no path ${askedId.slice(0, 60)}: it may have been removed. Select another one.`}
        </p>
      )}
      <div className={classes['two']}>
        <ConditionsPanel
          conditions={conditions}
          path={path}
          onEdit={() => {
            setDoing('conditions-edit');
          }}
          onTry={() => {
            setDoing('conditions-try');
          }}
        />
        <WorkPanel
          {...{ tab, path, circuitId, paths, requests, switches }}
          onTab={(next) => {
            goTo(addressOf('circuits', path === null ? [] : [path.id], { tab: next === 'requests' ? null : next }), { replace: true });
          }}
        />
      </div>
      {doing === 'import' && <ImportDialog kinds={['circuits', 'releases']} onClose={close} />}
      {path !== null && <OrderCircuits path={path} isOpen={doing === 'order'} onClose={close} />}
      <PathForm
        path={doing === 'add' ? null : path}
        switches={switches}
        isOpen={doing === 'edit' || doing === 'add'}
        onClose={close}
        onDone={selectPath}
      />
      {conditions.output !== null && (
        <ConditionsWorkbench
          conditions={conditions.output}
          mode={doing === 'conditions-edit' ? 'edit' : doing === 'conditions-try' ? 'try' : null}
          onClose={close}
          onSaved={conditions.askAgain}
        />
      )}
      {path !== null && (
        <Confirm
          isOpen={doing === 'remove'}
          title={`Remove path ${path.id}`}
          act="Remove it"
          keep="Keep it"
          isCutting
          onClose={close}
          onConfirm={() => {
            void command.carryOut('paths.remove', { pathId: path.id, by }, `Path ${path.id} is removed.`).then((outcome) => {
              if (outcome.kind === 'answer') goTo(addressOf('circuits'));
            });
          }}
        >
          <p>
            <b>{counted(path.pool.used, 'circuit')}</b> of it {path.pool.used === 1 ? 'is' : 'are'} given, and{' '}
            {counted(path.waiting, 'order')} wait. A path with orders is not removed: release them first. What was created on the switch
            stays there.
          </p>
        </Confirm>
      )}
    </div>
  );
}

/** What of a path changes where its identifiers are. */
const poolVersion = ({ pool, currentVci, lastVci, pending }: PathShown): string =>
  [pool.used, pool.free, pool.quarantined, pool.foreign, currentVci, lastVci, pending?.id ?? ''].join(' ');
