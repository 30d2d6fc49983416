import { ActionIcon, Button, Checkbox, CopyButton, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { ProbeCheck, ProbeShown } from '../../../core/contract/connecting';
import type { CertificateFacts } from '../../../core/model/certificate';
import type { Answered } from '../../client/use-answer';
import { asSentence, formatUtc } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { FailedPanel, LoadingRows } from '../../ui/panel-state';
import type { Mark } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import parts from '../step-parts.module.css';
import type { OpenDraft } from '../use-draft';
import { compareFingerprint, type CarrierFields } from './carrier-draft';

const checkNames: Readonly<Record<ProbeCheck['id'], string>> = {
  held: 'Your certificate and key',
  reached: 'Reached',
  name: 'Its name',
  validity: 'In force',
  authority: 'Its authority',
  accepted: 'Lets you in',
  manager: 'Is a manager',
  version: 'TAPI',
};

const marks: Readonly<Record<ProbeCheck['state'], { readonly mark: Mark; readonly word: string }>> = {
  passed: { mark: { shape: 'dot' }, word: 'passed' },
  doubted: { mark: { severity: 'warning' }, word: 'look at it' },
  failed: { mark: { severity: 'major' }, word: 'failed' },
  'not-tried': { mark: { shape: 'dash' }, word: 'not tried' },
};

interface CertificatesStepProps {
  readonly draft: OpenDraft<CarrierFields>;
  readonly probe: Answered<ProbeShown>;
}

/** Why one cannot go on; null: the manager is who the carrier says it is. */
export function certificatesProblem(
  { fields }: OpenDraft<CarrierFields>,
  { output, error, isAsking }: Answered<ProbeShown>,
): string | null {
  if (isAsking) return 'The address is being tried.';
  if (error !== '') return asSentence(error);
  if (output === null) return 'The address has not been tried yet.';
  const failed = output.checks.find(({ state }) => state === 'failed');
  if (failed) return `${checkNames[failed.id]}: it cannot be connected so. Go back and correct it, or try again.`;
  const fingerprint = output.certificates.manager[0]?.fingerprint;
  if (fields.confirmed === '') return 'Compare the fingerprint of the manager’s certificate with what the carrier told you.';
  return fields.confirmed === fingerprint
    ? null
    : 'The manager shows another certificate than the one that was compared: compare it again.';
}

/** What is at the address: each check, and the certificates of both sides with their fingerprints. */
export function CertificatesStep({ draft, probe }: CertificatesStepProps) {
  const { output, error, isAsking, askAgain } = probe;
  const again = (
    <Button leftSection={<IconRefresh size={14} />} loading={isAsking} onClick={askAgain}>
      Try again
    </Button>
  );
  if (output === null)
    return (
      <div className={parts['step']}>
        {error === '' ? (
          <LoadingRows label="The address is being tried" />
        ) : (
          <FailedPanel title="The address cannot be tried" actions={again}>
            <p>{asSentence(error)}</p>
          </FailedPanel>
        )}
      </div>
    );
  const { manager, authority, ours } = output.certificates;
  return (
    <div className={parts['step']}>
      <div className={parts['columns']}>
        <div className={`${parts['column'] ?? ''} ${parts['scroll'] ?? ''}`}>
          <Panel
            title="Who is there"
            fact={
              <>
                {draft.fields.url}, tried <Age sinceMs={output.atMs} isRelative />
              </>
            }
            actions={again}
          >
            <ul className={parts['list']} aria-label="Checks">
              {output.checks.map(({ id, state, text }) => (
                <li key={id} className={`${parts['line'] ?? ''} ${parts['check'] ?? ''}`}>
                  <StateMark mark={marks[state].mark}>
                    {checkNames[id]}
                    <span className="visually-hidden">, {marks[state].word}</span>
                  </StateMark>
                  <span className={state === 'not-tried' ? parts['quiet'] : undefined}>{asSentence(text)}</span>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title="The manager’s certificate" fact={manager.length > 1 ? `the first of ${manager.length} that it sends` : undefined}>
            {manager[0] ? (
              <Certificate certificate={manager[0]} />
            ) : (
              <div className={parts['inside']}>
                <p className={parts['quiet']}>None was seen: nothing at this address got so far as to show one.</p>
              </div>
            )}
          </Panel>
        </div>
        <div className={`${parts['column'] ?? ''} ${parts['scroll'] ?? ''}`}>
          {manager[0] && <ReadBack key={manager[0].fingerprint} draft={draft} fingerprint={manager[0].fingerprint} />}
          <Panel title="The authority that you gave">
            {authority.length === 0 ? (
              <div className={parts['inside']}>
                <p className={parts['quiet']}>None can be read in that file.</p>
              </div>
            ) : (
              authority.map((certificate) => <Certificate key={certificate.fingerprint} certificate={certificate} />)
            )}
          </Panel>
          <Panel title="Your certificate">
            {ours[0] ? (
              <Certificate certificate={ours[0]} />
            ) : (
              <div className={parts['inside']}>
                <p className={parts['quiet']}>None can be read in that file.</p>
              </div>
            )}
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Certificate({ certificate }: { readonly certificate: CertificateFacts }) {
  const { subject, issuer, names, validFromMs, validToMs, fingerprint, serial } = certificate;
  return (
    <div className={parts['inside']}>
      <dl className={parts['facts']}>
        <dt>For</dt>
        <dd>{subject}</dd>
        <dt>Issued by</dt>
        <dd>{issuer}</dd>
        {names.length > 0 && (
          <>
            <dt>Names</dt>
            <dd>{names.join(', ')}</dd>
          </>
        )}
        <dt>In force</dt>
        <dd>
          {formatUtc(validFromMs).slice(0, 10)} to {formatUtc(validToMs).slice(0, 16)} UTC
        </dd>
        <dt>Serial</dt>
        <dd className={parts['mono']}>{serial}</dd>
        <dt>SHA-256</dt>
        <dd className={parts['mono']}>{fingerprint}</dd>
      </dl>
    </div>
  );
}

function CopyFingerprint({ fingerprint }: { readonly fingerprint: string }) {
  return (
    <CopyButton value={fingerprint}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : 'Copy the fingerprint'}>
          <ActionIcon aria-label="Copy the fingerprint" size={24} onClick={copy}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** The one thing that no program can check: whether the carrier means this certificate. */
function ReadBack({ draft, fingerprint }: { readonly draft: OpenDraft<CarrierFields>; readonly fingerprint: string }) {
  const [told, setTold] = useState('');
  const outcome = compareFingerprint(told, fingerprint);
  const isConfirmed = draft.fields.confirmed === fingerprint;
  return (
    <Panel title="Read it back" actions={<CopyFingerprint fingerprint={fingerprint} />}>
      <div className={parts['inside']}>
        <p>Have the carrier tell you the SHA-256 fingerprint of its manager’s certificate by another way than this one.</p>
        <p className={parts['mono']}>{fingerprint}</p>
        <TextInput
          label="Fingerprint that the carrier told you"
          description="All of it, or its last eight digits or more"
          placeholder="as it was told: 00:00:00:00"
          spellCheck={false}
          maxLength={200}
          value={told}
          error={outcome === 'other' ? 'This is another one: connect nothing, and ask the carrier' : undefined}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setTold(next);
            const now = compareFingerprint(next, fingerprint);
            if (now === 'same') draft.change({ confirmed: fingerprint });
            else if (now === 'other' && isConfirmed) draft.change({ confirmed: '' });
          }}
        />
        <Checkbox
          label="It is the one that the carrier told"
          disabled={outcome === 'other'}
          checked={isConfirmed}
          onChange={(event) => {
            draft.change({ confirmed: event.currentTarget.checked ? fingerprint : '' });
          }}
        />
      </div>
    </Panel>
  );
}
