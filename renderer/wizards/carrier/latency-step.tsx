import { Button, Checkbox, Select } from '@mantine/core';
import type { ConnectingShown } from '../../../core/contract/connecting';
import { latencyUnits, type LatencyCheck, type LatencyFit } from '../../../core/model/latency-check';
import { asSentence, formatCount, formatMs } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import type { Mark } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import parts from '../step-parts.module.css';
import { StepTable, type StepTableColumns } from '../step-table';
import type { OpenDraft } from '../use-draft';
import { withMappingPart, type CarrierFields } from './carrier-draft';
import { unitNames } from './unit-names';

const verdicts: Readonly<Record<LatencyCheck['verdict'], { readonly mark: Mark; readonly word: string }>> = {
  plausible: { mark: { shape: 'dot' }, word: 'The unit fits' },
  'wrong-unit': { mark: { severity: 'major' }, word: 'The unit is wrong' },
  doubtful: { mark: { severity: 'major' }, word: 'No unit fits' },
  'cannot-tell': { mark: { severity: 'indeterminate' }, word: 'It cannot be told' },
  unreported: { mark: { severity: 'minor' }, word: 'No latency is stated' },
};
const fits: Readonly<Record<LatencyFit, { readonly mark: Mark; readonly word: string }>> = {
  plausible: { mark: { shape: 'dot' }, word: 'fits' },
  'too-fast': { mark: { severity: 'major' }, word: 'faster than light' },
  'too-slow': { mark: { severity: 'minor' }, word: 'far too slow' },
};
const usualName = 'FIXED_LATENCY_US';
const usualUnit = 'us';

const sampleColumns: StepTableColumns<LatencyCheck['samples'][number]> = [
  { head: 'Link', cell: ({ name }) => name },
  { head: 'Distance', isNumber: true, cell: ({ km }) => `${formatCount(km)} km` },
  { head: 'Stated', isNumber: true, cell: ({ stated }) => stated },
  { head: 'Read as', isNumber: true, cell: ({ readNs }) => (readNs > 1e12 ? 'over 1 000 s' : formatMs(readNs, 3)) },
  { head: 'Light needs', isNumber: true, cell: ({ leastNs }) => formatMs(leastNs, 3) },
  { head: 'Fibre along roads', isNumber: true, cell: ({ fibreNs }) => formatMs(fibreNs, 3) },
  { head: 'Verdict', cell: ({ fit }) => <StateMark mark={fits[fit].mark}>{fits[fit].word}</StateMark> },
];
const unitColumns: StepTableColumns<LatencyCheck['byUnit'][number]> = [
  { head: 'Unit', cell: ({ unit }) => unitNames[unit] },
  { head: 'Fit', isNumber: true, cell: ({ plausible }) => formatCount(plausible) },
  { head: 'Too fast', isNumber: true, cell: (each) => formatCount(each['too-fast']) },
  { head: 'Too slow', isNumber: true, cell: (each) => formatCount(each['too-slow']) },
];

/** Why one cannot go on: a unit that is wrong is never taken on by oversight. */
export function latencyProblem({ latencyCheck: { verdict } }: ConnectingShown, { isLatencyAccepted }: CarrierFields): string | null {
  if (verdict === 'plausible' || isLatencyAccepted) return null;
  if (verdict === 'wrong-unit') return 'Take the unit that fits, or say that the carrier confirmed this one.';
  if (verdict === 'unreported') return 'Take the name under which it states latencies, or say that you go on without.';
  return 'Ask the carrier what these numbers are, or say that it confirmed them.';
}

/** What the links state, beside what light and fibre need over their distance: a unit that is off by a thousand is seen here. */
export function LatencyStep({ shown, draft }: { readonly shown: ConnectingShown; readonly draft: OpenDraft<CarrierFields> }) {
  const check = shown.latencyCheck;
  const { verdict, text, unit, name, proposedUnit, proposedName, samples, byUnit, judged } = check;
  const change = (part: { readonly unit?: string; readonly name?: string }): void => {
    const next = {
      ...(part.unit === undefined ? {} : { unit: part.unit === usualUnit ? undefined : part.unit }),
      ...(part.name === undefined ? {} : { name: part.name === usualName ? undefined : part.name }),
    };
    draft.change({ mapping: withMappingPart(draft.fields.mapping, 'latency', next), isLatencyAccepted: false });
  };
  const names = [...new Set([name, usualName, ...check.names.map((each) => each.name)])];
  return (
    <>
      <div className={parts['verdict']} role="status">
        <StateMark mark={verdicts[verdict].mark}>{verdicts[verdict].word}</StateMark>
        <p>{asSentence(text)}</p>
        {proposedUnit !== null && (
          <Button
            variant="filled"
            onClick={() => {
              change({ unit: proposedUnit });
            }}
          >
            Take {unitNames[proposedUnit]}
          </Button>
        )}
        {proposedName !== null && (
          <Button
            variant="filled"
            onClick={() => {
              change({ name: proposedName });
            }}
          >
            Take {proposedName}
          </Button>
        )}
      </div>
      <div className={parts['columns']}>
        <Panel
          title="Stated beside the distance"
          fact={`${formatCount(judged)} links can be judged; the longest of each kind`}
          className={parts['fill']}
        >
          <div className={parts['scroll']} tabIndex={0} role="region" aria-label="Latencies beside distances">
            <StepTable
              columns={sampleColumns}
              rows={samples}
              keyOf={({ name: link, km }) => `${link} ${km}`}
              empty="No link states a latency and has ends with known places 50 km apart or more."
            />
          </div>
        </Panel>
        <div className={parts['column']}>
          <Panel title="Of the mapping table">
            <div className={parts['inside']}>
              <Select
                label="Latency unit"
                data={latencyUnits.map((value) => ({ value, label: unitNames[value] }))}
                allowDeselect={false}
                value={unit}
                onChange={(value) => {
                  if (value !== null) change({ unit: value });
                }}
              />
              <Select
                label="Stated under the name"
                data={names}
                allowDeselect={false}
                value={name}
                onChange={(value) => {
                  if (value !== null) change({ name: value });
                }}
              />
              {verdict !== 'plausible' && (
                <Checkbox
                  label={
                    verdict === 'unreported'
                      ? 'Go on without latencies: no order with a limit is offered its links'
                      : 'The carrier confirmed it as it is'
                  }
                  checked={draft.fields.isLatencyAccepted}
                  onChange={(event) => {
                    draft.change({ isLatencyAccepted: event.currentTarget.checked });
                  }}
                />
              )}
            </div>
          </Panel>
          <Panel title="Each unit tried" fact={`of ${formatCount(judged)} links`}>
            <StepTable columns={unitColumns} rows={byUnit} keyOf={(each) => each.unit} />
          </Panel>
        </div>
      </div>
    </>
  );
}
