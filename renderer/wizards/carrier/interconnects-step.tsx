import { Checkbox } from '@mantine/core';
import type { ConnectingShown, SharedSite } from '../../../core/contract/connecting';
import { counted, formatCount } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import parts from '../step-parts.module.css';
import type { OpenDraft } from '../use-draft';
import { withMappingPart, type CarrierFields } from './carrier-draft';

/** Where it meets the carriers that are known, and what their plugs would join there. */
export function InterconnectsStep({ shown, draft }: { readonly shown: ConnectingShown; readonly draft: OpenDraft<CarrierFields> }) {
  const { sharedSites, sites, mapping, carrier } = shown;
  const joins = sharedSites.flatMap(({ carriers }) => carriers.flatMap(({ interconnects }) => interconnects)).length;
  const taken = Object.entries(mapping.sites);
  const take = (own: string, known: string | undefined): void => {
    draft.change({ mapping: withMappingPart(draft.fields.mapping, 'sites', { [own]: known }) });
  };
  return (
    <div className={parts['columns']}>
      <Panel
        title="Interconnects by shared site"
        fact={`${counted(joins, 'interconnect')} at ${counted(sharedSites.length, 'shared site')}, by the plug identifiers of both sides`}
        className={parts['fill']}
      >
        <div className={parts['scroll']} tabIndex={0} role="region" aria-label="Interconnects by shared site">
          <table className={parts['table']}>
            <thead>
              <tr>
                <th scope="col">Site</th>
                <th scope="col">With</th>
                <th scope="col">Proposed</th>
                <th scope="col">Its port and theirs</th>
              </tr>
            </thead>
            <tbody>
              {sharedSites.flatMap((site) =>
                site.carriers.map((other) => <Shared key={`${site.siteId} ${other.carrierId}`} site={site} other={other} />),
              )}
              {sharedSites.length === 0 && (
                <tr>
                  <td colSpan={4} className={parts['quiet']}>
                    {carrier.name} stands at no site where another carrier stands: nothing can be routed from it to others until one does.
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </div>
      </Panel>
      <div className={parts['column']}>
        <Panel title="Sites that may be the same" fact={sites.proposals.length + taken.length === 0 ? undefined : 'by place, within 15 km'}>
          <div className={parts['inside']}>
            {sites.proposals.length + taken.length === 0 && (
              <p className={parts['quiet']}>Every site that lies where another carrier stands bears the code that they use.</p>
            )}
            {sites.proposals.map(({ siteId, siteName, knownSiteId, knownSiteName, distanceKm }) => (
              <Checkbox
                key={siteId}
                label={`${siteId} ${siteName} is ${knownSiteId} ${knownSiteName}`}
                description={`${distanceKm < 1 ? 'At the same place' : `${formatCount(distanceKm)} km apart`}; the others call it ${knownSiteId}`}
                checked={false}
                onChange={() => {
                  take(siteId, knownSiteId);
                }}
              />
            ))}
            {taken.map(([own, known]) => (
              <Checkbox
                key={own}
                label={`${own} is ${known}`}
                description="Of the mapping table"
                checked
                onChange={() => {
                  take(own, undefined);
                }}
              />
            ))}
          </div>
        </Panel>
        <Panel title="How they are joined">
          <div className={parts['inside']}>
            <p>
              An interconnect is proposed where a port of each carrier names the other as its far end. They are entered with the carrier,
              and follow what both report.
            </p>
            <p className={parts['quiet']}>
              Where both stand and no plugs pair, there is none: have the carriers agree on identifiers, or propose the join on the screen
              Carriers once this one is connected.
            </p>
          </div>
        </Panel>
      </div>
    </div>
  );
}

function Shared({ site, other }: { readonly site: SharedSite; readonly other: SharedSite['carriers'][number] }) {
  const { interconnects } = other;
  const fresh = interconnects.filter(({ fate }) => fate === 'new').length;
  const [first] = interconnects;
  return (
    <tr>
      <th scope="row">
        {site.siteName} <span className={parts['quiet']}>{site.siteId}</span>
      </th>
      <td>{other.carrierName}</td>
      <td>
        <StateMark mark={{ shape: interconnects.length === 0 ? 'dash' : 'dot' }}>
          {interconnects.length === 0
            ? 'none'
            : fresh === interconnects.length
              ? `${formatCount(fresh)} new`
              : `${formatCount(interconnects.length)}, ${formatCount(fresh)} new`}
        </StateMark>
      </td>
      <td>
        {first === undefined ? (
          <span className={parts['quiet']}>no plugs of theirs name each other</span>
        ) : (
          <span className={parts['mono']} title={interconnects.map(({ port, otherPort }) => `${port} – ${otherPort}`).join('\n')}>
            {first.port} – {first.otherPort}
            {interconnects.length > 1 && ` and ${interconnects.length - 1} more`}
          </span>
        )}
      </td>
    </tr>
  );
}
