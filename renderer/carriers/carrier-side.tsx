import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlugConnected, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { LinkCertificate, LinkRow } from '../../core/contract/links';
import type { CarrierShown } from '../../core/contract/shapes';
import { addressOf, goTo } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useConnection } from '../client/use-client';
import { CarrierName } from '../ui/carrier-name';
import { CopyId } from '../ui/copy-id';
import { Facts, Side, SideSection } from '../ui/list-screen';
import { asSentence, formatCount, formatUtc } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import classes from './carriers-screen.module.css';
import { daysWords, expiryMarks, linkState, ownerWords } from './link-words';
import { LinkQuestions, type LinkQuestion } from './link-questions';
import { RenewCertificate } from './renew-certificate';

interface CarrierSideProps {
  readonly carrier: CarrierShown;
  readonly link: LinkRow | undefined;
}

/** One carrier, its link and certificates, and what can be done about it. */
export function CarrierSide({ carrier, link }: CarrierSideProps) {
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const [question, setQuestion] = useState<LinkQuestion | null>(null);
  const [isRenewing, setRenewing] = useState(false);
  const isHostUp = useConnection().kind === 'up';
  const shown = useAnswer(
    'links.show',
    { carrierId: carrier.id },
    { version: `${link?.url ?? ''} ${link?.certificate?.validToMs ?? 0} ${link?.tls ?? ''} ${link?.lastMessageAtMs ?? 0}`, everyMs: 5_000 },
  );
  const { id, name, role, link: state, linkText, heardAtMs, recoveryPausedBy, warnings, hold } = carrier;
  const { word, mark, sinceMs } = linkState(carrier, link, useNow(), isHostUp);
  const refusal = may.whyNot('links.hold') ?? may.whyNot('carriers.remove');
  const ask = (next: LinkQuestion) => () => {
    setQuestion(next);
  };
  return (
    <Side
      label={`Carrier ${name}`}
      onClose={() => {
        goTo(addressOf('carriers'));
      }}
      title={<CarrierName carrierId={id} />}
      actions={
        <>
          <Button
            leftSection={<IconRefresh size={14} />}
            disabled={state !== 'up'}
            title={state === 'up' ? undefined : 'it resynchronises by itself once its link is up'}
            onClick={() => {
              void command.carryOut('carriers.resynchronise', { carrierId: id, by }, `${name} is read anew in full.`);
            }}
            {...may('carriers.resynchronise')}
          >
            Resynchronise
          </Button>
          {hold === null ? (
            <Button
              leftSection={<IconPlugConnectedX size={14} />}
              disabled={state === 'file'}
              onClick={ask('disconnected')}
              {...may('links.hold')}
            >
              Disconnect
            </Button>
          ) : (
            <Button variant="filled" leftSection={<IconPlugConnected size={14} />} onClick={ask('resume')} {...may('links.resume')}>
              Resume the link
            </Button>
          )}
          <Menu>
            <Menu.Target>
              <Button rightSection={<IconChevronDown size={14} />}>More</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item disabled={hold !== null || state === 'file'} onClick={ask('paused')} {...may('links.hold')}>
                Pause the link
              </Menu.Item>
              <Menu.Item
                onClick={ask(recoveryPausedBy === null ? 'pause-recovery' : 'resume-recovery')}
                {...may(recoveryPausedBy === null ? 'recovery.pause' : 'recovery.resume')}
              >
                {recoveryPausedBy === null ? 'Pause recovery' : 'Resume recovery'}
              </Menu.Item>
              <Menu.Item
                disabled={link?.isManaged !== true}
                onClick={() => {
                  setRenewing(true);
                }}
                {...may('links.renew-certificate')}
              >
                Renew our certificate
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={ask('remove')} {...may('carriers.remove')}>
                Remove the carrier
              </Menu.Item>
              {/* The keyboard goes over what is refused: so it is read here. */}
              {refusal !== null && <Menu.Label maw={280}>{asSentence(refusal)}</Menu.Label>}
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <SideSection title="Link">
        <Facts
          facts={[
            [
              'State',
              <StateMark key="link" mark={mark}>
                {word === 'file' ? 'known from files' : word}
              </StateMark>,
            ],
            ['Since', sinceMs === null ? 'unknown' : <UtcTime key="since" atMs={sinceMs} withDate />],
            ['Manager', link?.url ? <CopyId key="url" id={link.url} /> : 'not connected since the host began'],
            [
              'Last heard',
              (link?.heardAtMs ?? heardAtMs) === null ? (
                'never'
              ) : (
                <Age key="heard" sinceMs={link?.heardAtMs ?? heardAtMs ?? 0} isRelative />
              ),
            ],
            ['Round trip', link?.roundTripMs == null ? 'not measured yet' : `${link.roundTripMs} ms, the middle of ${link.trips.length}`],
            ['Protocol', link?.protocol ? `${link.protocol}${link.tls === '' ? '' : `, ${link.tls}`}` : 'unknown'],
            ['Last full read', readWords(link)],
            ['Id', <CopyId key="id" id={id} />],
          ]}
        />
        {hold !== null && (
          <p>
            {hold.kind === 'paused' ? 'Paused' : 'Disconnected'} by {hold.by}, <Age sinceMs={hold.sinceMs} isRelative />: {hold.reason}.{' '}
            {hold.kind === 'paused'
              ? 'It is listened to; no new connection uses it, and nothing is moved automatically where it is on the way.'
              : 'Nothing is sent or heard; what you see of it is from before.'}
          </p>
        )}
        {hold === null && linkText !== '' && <p>{linkText}</p>}
      </SideSection>
      <SideSection title="Certificates">
        {shown.output === null || shown.output.certificates.length === 0 ? (
          <span className={classes['muted']}>
            {shown.error !== ''
              ? shown.error
              : state === 'file'
                ? 'A carrier from files has none.'
                : 'None is known: its manager was not connected since the host began.'}
          </span>
        ) : (
          shown.output.certificates
            .filter(isTold)
            .map((certificate) => <Certificate key={`${certificate.whose} ${certificate.fingerprint}`} certificate={certificate} />)
        )}
        {shown.output?.next && (
          <p>
            At the next connection {shown.output.next.subject} is used, until {formatUtc(shown.output.next.validToMs)}.
          </p>
        )}
      </SideSection>
      <SideSection title="What it brings">
        <Facts
          facts={[
            ['Role', role === 'both' ? 'dedicating, accessing' : role],
            ['Nodes', formatCount(carrier.nodes)],
            ['Resources', formatCount(carrier.resources)],
            ['Dedicated to the virtual network', formatCount(carrier.dedicatedResources)],
            ['Client ports', formatCount(carrier.clientPorts)],
          ]}
        />
      </SideSection>
      <SideSection title="Recovery">
        {recoveryPausedBy === null
          ? 'What breaks here is restored automatically, as each order’s policy says.'
          : `Nothing is moved automatically where it is on the way: ${recoveryPausedBy}.`}
      </SideSection>
      <SideSection title={`Doubts (${warnings.length})`}>
        {warnings.length === 0
          ? 'None of its answers was doubted since the host began.'
          : warnings.map((warning) => <p key={warning}>{warning}</p>)}
      </SideSection>
      <LinkQuestions
        carrier={carrier}
        question={question}
        onClose={() => {
          setQuestion(null);
        }}
      />
      <RenewCertificate
        carrier={carrier}
        files={shown.output?.files ?? null}
        isOpen={isRenewing}
        onClose={() => {
          setRenewing(false);
        }}
      />
    </Side>
  );
}

/** Of a chain the certificates that somebody else issued the manager's with are those of the authority, or lead to it. */
const isTold = ({ place, whose }: LinkCertificate): boolean => place === 0 || whose === 'authority';

function readWords(link: LinkRow | undefined) {
  if (link?.readAtMs == null) return 'not yet';
  return (
    <>
      <UtcTime atMs={link.readAtMs} />, took {formatCount(link.readMs ?? 0)} ms
    </>
  );
}

function Certificate({ certificate }: { readonly certificate: LinkCertificate }) {
  const now = useNow();
  const { whose, subject, names, issuer, serial, validFromMs, validToMs, fingerprint, expiry } = certificate;
  return (
    <details>
      <summary>
        <StateMark mark={expiryMarks[expiry]}>{ownerWords[whose]}</StateMark>{' '}
        <span className={classes['muted']}>
          {expiry === 'expired' ? daysWords(certificate, now) : `${daysWords(certificate, now)} left`}
        </span>
      </summary>
      <Facts
        facts={[
          ['Subject', <bdi key="subject">{subject}</bdi>],
          ...(names.length === 0 ? [] : [['For', <bdi key="names">{names.join(', ')}</bdi>] as const]),
          ['Issued by', <bdi key="issuer">{issuer}</bdi>],
          ['Serial', <CopyId key="serial" id={serial} />],
          ['Valid from', <UtcTime key="from" atMs={validFromMs} withDate />],
          ['Valid until', <UtcTime key="to" atMs={validToMs} withDate />],
        ]}
      />
      <p className={classes['print']}>
        <span className={classes['muted']}>SHA-256</span> <bdi className="mono">{fingerprint}</bdi>
      </p>
    </details>
  );
}
