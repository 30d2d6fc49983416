import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { BulkRequestShown, PathShown, SwitchShown } from '../../core/contract/circuit-shapes';
import type { PathRow } from '../../core/contract/live';
import { Panel } from '../ui/panel';
import { Segments } from '../ui/segments';
import { CircuitTable } from './circuit-table';
import { ExportRequests, RequestLog, useRequestLines } from './request-log';
import { isInView, type RequestView } from './request-rows';
import { SwitchesTable } from './switches-table';

export const workTabs = ['requests', 'circuits', 'switches'] as const;
export type WorkTab = (typeof workTabs)[number];
const tabNames: Readonly<Record<WorkTab, string>> = { requests: 'Bulk requests', circuits: 'Circuits', switches: 'Switches' };

interface WorkPanelProps {
  readonly tab: WorkTab;
  readonly path: PathRow | null;
  readonly circuitId: string | null;
  readonly paths: ReadonlyMap<string, PathShown>;
  readonly requests: readonly BulkRequestShown[];
  readonly switches: readonly SwitchShown[];
  readonly onTab: (tab: WorkTab) => void;
}

/** What goes on: the bulk requests, the circuits of the selected path, the switches. */
export function WorkPanel(props: WorkPanelProps) {
  const { tab, path, circuitId, paths, requests, switches, onTab } = props;
  const [view, setView] = useState<RequestView>('all');
  const [isOfPath, setOfPath] = useState(false);
  const pathId = isOfPath ? (path?.id ?? null) : null;
  const down = switches.filter(({ link }) => link === 'down').length;
  return (
    <Panel
      label={tabNames[tab]}
      title={
        <Segments
          label="What is shown below"
          options={workTabs.map((each) => ({
            value: each,
            label: each === 'switches' && down > 0 ? `${tabNames[each]} · ${down} down` : tabNames[each],
          }))}
          value={tab}
          onChange={onTab}
        />
      }
      {...(tab === 'requests'
        ? {
            actions: (
              <RequestTools
                {...{ requests, paths, pathId, view, isOfPath }}
                selectedId={path?.id ?? null}
                onView={setView}
                onOfPath={setOfPath}
              />
            ),
          }
        : {})}
    >
      {tab === 'requests' && <RequestLog requests={requests} paths={paths} pathId={pathId} view={view} />}
      {tab === 'circuits' && path !== null && <CircuitTable key={path.id} path={path} circuitId={circuitId} />}
      {tab === 'switches' && <SwitchesTable switches={switches} />}
    </Panel>
  );
}

interface RequestToolsProps {
  readonly requests: readonly BulkRequestShown[];
  readonly paths: ReadonlyMap<string, PathShown>;
  readonly pathId: string | null;
  readonly selectedId: string | null;
  readonly view: RequestView;
  readonly isOfPath: boolean;
  readonly onView: (view: RequestView) => void;
  readonly onOfPath: (isOfPath: boolean) => void;
}

function RequestTools({ requests, paths, pathId, selectedId, view, isOfPath, onView, onOfPath }: RequestToolsProps) {
  const lines = useRequestLines({ requests, paths, pathId });
  const counts = useMemo(
    () => ({
      failed: lines.filter((line) => isInView(line, 'failed')).length,
      held: lines.filter((line) => isInView(line, 'held')).length,
    }),
    [lines],
  );
  const toggle = (which: 'failed' | 'held', name: string) => (
    <Button
      key={which}
      aria-pressed={view === which}
      variant={view === which ? 'light' : 'default'}
      data-on={view === which || undefined}
      onClick={() => {
        onView(view === which ? 'all' : which);
      }}
    >
      {name} {counts[which]}
    </Button>
  );
  return (
    <>
      {selectedId !== null && (
        <Button
          aria-pressed={isOfPath}
          variant={isOfPath ? 'light' : 'default'}
          data-on={isOfPath || undefined}
          onClick={() => {
            onOfPath(!isOfPath);
          }}
        >
          Only {selectedId}
        </Button>
      )}
      {toggle('failed', 'Failed')}
      {toggle('held', 'Held')}
      <ExportRequests lines={lines.filter((line) => isInView(line, view))} />
    </>
  );
}
