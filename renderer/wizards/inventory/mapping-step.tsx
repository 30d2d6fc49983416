import { Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { latencyUnits } from '../../../core/model/latency-check';
import type { CarrierShown, ImportShown } from '../../../core/contract/shapes';
import { useRow } from '../../client/use-client';
import { asSentence, formatCount } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import { withMapping, withMappingPart } from '../carrier/carrier-draft';
import { unitNames } from '../carrier/unit-names';
import { WhoFields } from '../carrier/who-fields';
import parts from '../step-parts.module.css';
import type { OpenDraft } from '../use-draft';
import { carrierProblems, kindOf, type HeldFile, type InventoryFields } from './inventory-draft';
import type { ImportPreview } from './use-preview';

interface MappingStepProps {
  readonly draft: OpenDraft<InventoryFields>;
  readonly held: readonly HeldFile[];
  readonly preview: ImportPreview;
}

/** Whose it is, what the files leave open, and which of their sites are known by other codes. */
export function MappingStep({ draft, held, preview }: MappingStepProps) {
  const { fields } = draft;
  const problems = carrierProblems(fields);
  const known = useRow('carriers', fields.id === '' ? null : fields.id);
  const kinds = new Set(held.map(kindOf));
  return (
    <div className={parts['step']}>
      <div className={parts['columns']}>
        <div className={`${parts['column'] ?? ''} ${parts['scroll'] ?? ''}`}>
          <Panel title="The carrier">
            <div className={`${parts['inside'] ?? ''} ${parts['fields'] ?? ''}`}>
              <WhoFields
                who={fields}
                problems={problems}
                onName={(name) => {
                  draft.change({ name }, `Import ${name}`);
                }}
                onId={(id) => {
                  draft.change({ id });
                }}
                onRole={(role) => {
                  draft.change({ role });
                }}
              />
              <Replaced known={known} />
            </div>
          </Panel>
          {kinds.has('graphml') && (
            <Panel title="What GraphML does not say">
              <div className={`${parts['inside'] ?? ''} ${parts['fields'] ?? ''}`}>
                <NumberInput
                  label="Client ports at each node"
                  min={0}
                  max={100}
                  allowDecimal={false}
                  value={fields.clientPortsPerNode}
                  error={problems.clientPortsPerNode}
                  onChange={(value) => {
                    draft.change({ clientPortsPerNode: Number(value) });
                  }}
                />
                <NumberInput
                  label="Slots of a link without a speed"
                  description="Of 1.25 Gbit/s each"
                  min={0}
                  max={1_000_000}
                  allowDecimal={false}
                  value={fields.slotsPerLink}
                  error={problems.slotsPerLink}
                  onChange={(value) => {
                    draft.change({ slotsPerLink: Number(value) });
                  }}
                />
              </div>
            </Panel>
          )}
          {kinds.has('tapi') && <TapiMapping draft={draft} />}
        </div>
        <div className={parts['column']}>
          <Sites draft={draft} shown={preview.output} />
          <Panel title="As it is read">
            <div className={parts['inside']}>
              {preview.error !== '' && <StateMark mark={{ severity: 'major' }}>{asSentence(preview.error)}</StateMark>}
              {preview.error === '' && preview.output === null && <p className={parts['quiet']}>The files are being read.</p>}
              {preview.output !== null && <AsRead shown={preview.output} />}
            </div>
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Replaced({ known }: { readonly known: CarrierShown | undefined }) {
  if (!known) return <p className={parts['quiet']}>No carrier is known by this id: it is a new one.</p>;
  return (
    <p>
      {known.link === 'file'
        ? `${known.name} is known from files already: what these list counts from then on, and what they do not list is withdrawn.`
        : `${known.name} is known by its dedicated link, and no file replaces what its manager reports: take another id.`}
    </p>
  );
}

function TapiMapping({ draft }: { readonly draft: OpenDraft<InventoryFields> }) {
  const { mapping } = draft.fields;
  const latency = mapping['latency'] as { readonly unit?: string } | undefined;
  const dedicated = mapping['dedicated'];
  const rule = dedicated === 'all' || dedicated === 'none' ? dedicated : 'marked';
  return (
    <Panel title="How the TAPI document is read" fact="as the carrier’s mapping table would">
      <div className={`${parts['inside'] ?? ''} ${parts['fields'] ?? ''}`}>
        <Select
          label="Latency unit"
          allowDeselect={false}
          data={latencyUnits.map((value) => ({ value, label: unitNames[value] }))}
          value={latency?.unit ?? 'us'}
          onChange={(unit) => {
            draft.change({ mapping: withMappingPart(mapping, 'latency', { unit: unit === 'us' ? undefined : unit }) });
          }}
        />
        <Select
          label="Dedicated are"
          allowDeselect={false}
          data={[
            { value: 'marked', label: 'Links marked CVN = dedicated' },
            { value: 'all', label: 'All links' },
            { value: 'none', label: 'No links' },
          ]}
          value={rule}
          onChange={(value) => {
            draft.change({ mapping: withMapping(mapping, { dedicated: value === 'marked' ? undefined : value }) });
          }}
        />
      </div>
    </Panel>
  );
}

function Sites({ draft, shown }: { readonly draft: OpenDraft<InventoryFields>; readonly shown: ImportShown | null }) {
  const { sites } = draft.fields;
  const proposals = shown?.sites.proposals ?? [];
  const set = (siteId: string, known: string | undefined): void => {
    draft.change({
      sites: Object.fromEntries(
        Object.entries({ ...sites, [siteId]: known }).filter((each): each is [string, string] => each[1] !== undefined),
      ),
    });
  };
  const rest = proposals.filter(({ siteId }) => sites[siteId] === undefined);
  return (
    <Panel
      title="Sites that may be the same"
      fact={shown === null ? undefined : `${formatCount(shown.sites.byCode.length)} by code`}
      className={parts['fill']}
      actions={
        rest.length > 0 && (
          <Button
            onClick={() => {
              draft.change({
                sites: { ...sites, ...Object.fromEntries(proposals.map(({ siteId, knownSiteId }) => [siteId, knownSiteId])) },
              });
            }}
          >
            Take all {formatCount(proposals.length)}
          </Button>
        )
      }
    >
      <div className={parts['inside']} tabIndex={0} role="region" aria-label="Sites that may be the same">
        {proposals.length === 0 && (
          <p className={parts['quiet']}>
            {shown === null ? 'Told once the files are read.' : 'No site of the files lies within 15 km of one that others call otherwise.'}
          </p>
        )}
        {proposals.map(({ siteId, siteName, knownSiteId, knownSiteName, distanceKm }) => (
          <Checkbox
            key={siteId}
            label={`${siteName} is ${knownSiteId} ${knownSiteName}`}
            description={`${siteId}; ${distanceKm < 1 ? 'at the same place' : `${formatCount(distanceKm)} km apart`}`}
            checked={sites[siteId] !== undefined}
            onChange={(event) => {
              set(siteId, event.currentTarget.checked ? knownSiteId : undefined);
            }}
          />
        ))}
      </div>
    </Panel>
  );
}

function AsRead({ shown }: { readonly shown: ImportShown }) {
  const { counts, problems, unknownLatency } = shown;
  const of = (kind: 'node' | 'resource' | 'port'): number => counts[kind].new + counts[kind].changed + counts[kind].unchanged;
  const leftOut = problems.filter(({ severity }) => severity === 'left-out').length;
  return (
    <dl className={parts['facts']}>
      <dt>Nodes</dt>
      <dd>{formatCount(of('node'))}</dd>
      <dt>Links</dt>
      <dd>
        {formatCount(of('resource'))}
        {unknownLatency.resources > 0 && `, ${formatCount(unknownLatency.resources)} without a latency`}
      </dd>
      <dt>Ports</dt>
      <dd>{formatCount(of('port'))}</dd>
      <dt>Problems</dt>
      <dd>{problems.length === 0 ? 'none' : `${formatCount(leftOut)} left out, ${formatCount(problems.length - leftOut)} doubted`}</dd>
    </dl>
  );
}
