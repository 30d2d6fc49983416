import { Button } from '@mantine/core';
import { IconBan, IconFileExport, IconFileSearch, IconRefresh, IconRoute } from '@tabler/icons-react';
import { addressOf } from '../../app/address';
import { CarrierName } from '../../ui/carrier-name';
import { counted } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import { Age, UtcTime } from '../../ui/times';
import { linkMarks } from '../../ui/severity';
import { useRow } from '../../client/use-client';
import type { NetworkKnown } from '../network-model';
import classes from './inspector.module.css';
import { Facts, Section } from './pieces';

/** No link is up: what is still known, what can be done and what not. */
export function OfflineInspector({ known }: { readonly known: NetworkKnown }) {
  const status = useRow('status', 'status');
  const links = [...known.carriers.values()];
  const heard = links.flatMap(({ heardAtMs }) => heardAtMs ?? []);
  const active = status?.orders['active'];
  const waiting = ['received', 'identifying', 'planned'].reduce((sum, state) => sum + (status?.orders[state] ?? 0), 0);
  return (
    <>
      <Section title="What the console still knows">
        <Facts
          rows={[
            ['Inventory', heard.length === 0 ? 'from files' : <LastHeard key="heard" atMs={Math.max(...heard)} />],
            active === undefined ? null : ['Active connections', `${active} (last known)`],
            status === undefined ? null : ['Orders waiting', `${waiting}, checked again before sending`],
          ]}
        />
      </Section>
      <Section title="Dedicated links">
        <ul className={classes['list']}>
          {links.map(({ id, link, linkText, sinceMs }) => (
            <li key={id}>
              <span className={classes['line']}>
                <CarrierName carrierId={id} />
                <StateMark mark={linkMarks[link]}>{link === 'file' ? 'from a file' : link}</StateMark>
              </span>
              <span className={classes['sub']}>
                {linkText}
                {sinceMs !== null && (
                  <>
                    {linkText && ', '}for <Age sinceMs={sinceMs} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
        <div className={classes['actions']} style={{ marginTop: 8 }}>
          <Button component="a" href={addressOf('carriers')} leftSection={<IconRefresh size={14} />}>
            Look at the links
          </Button>
        </div>
      </Section>
      <Section title="You can still">
        <ul className={classes['list']}>
          <Can icon={<IconRoute size={14} />}>Plan and queue orders on what was last known</Can>
          <Can icon={<IconFileSearch size={14} />}>Read history, waterfalls and conditions</Can>
          <Can icon={<IconFileExport size={14} />}>Export the hand-over report</Can>
        </ul>
      </Section>
      <Section title="You cannot">
        <ul className={classes['list']}>
          <Can icon={<IconBan size={14} />}>Provision, move or release a connection</Can>
          <Can icon={<IconBan size={14} />}>Restore: carriers’ own protection still acts</Can>
        </ul>
      </Section>
      <p className="visually-hidden">{counted(links.length, 'link')}</p>
    </>
  );
}

function LastHeard({ atMs }: { readonly atMs: number }) {
  return (
    <>
      as of <UtcTime atMs={atMs} />, <Age sinceMs={atMs} isRelative />
    </>
  );
}

function Can({ icon, children }: { readonly icon: React.ReactNode; readonly children: React.ReactNode }) {
  return (
    <li>
      <span className={classes['what']}>
        {icon}
        <span>{children}</span>
      </span>
    </li>
  );
}
