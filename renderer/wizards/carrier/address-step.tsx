import { Button, TextInput } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import type { PracticeCarrierToConnect } from '../../../core/contract/practice';
import { Panel } from '../../ui/panel';
import type { OpenDraft } from '../use-draft';
import parts from '../step-parts.module.css';
import { idFrom, problemsOf, type CarrierFields } from './carrier-draft';
import { CredentialField } from './credential-field';
import { WhoFields } from './who-fields';

interface AddressStepProps {
  readonly draft: OpenDraft<CarrierFields>;
  /** In the practice network: a manager that nobody has connected yet. */
  readonly toConnect: PracticeCarrierToConnect | null;
}

/** Who it is, where its manager is, and what we show it. */
export function AddressStep({ draft, toConnect }: AddressStepProps) {
  const { fields } = draft;
  const problems = problemsOf(fields);
  const change = (next: Partial<CarrierFields>): void => {
    const isElsewhere = ['url', 'serverName', 'caFile'].some((field) => field in next);
    // Who answers at another address has not been compared yet.
    draft.change({ ...next, ...(isElsewhere ? { confirmed: '' } : {}) }, `Connect ${(next.name ?? fields.name).trim() || 'a carrier'}`);
  };
  const setFile =
    (field: 'caFile' | 'certFile' | 'keyFile') =>
    (file: string): void => {
      change({ [field]: file });
    };
  return (
    <div className={parts['step']}>
      <div className={parts['columns']}>
        <div className={`${parts['column'] ?? ''} ${parts['scroll'] ?? ''}`}>
          <Panel title="The carrier" className={parts['part']}>
            <div className={`${parts['inside'] ?? ''} ${parts['fields'] ?? ''}`}>
              <WhoFields
                who={fields}
                problems={problems}
                example={{ name: 'Alder Longhaul', id: 'alder' }}
                onName={(name) => {
                  // An id of one's own stays.
                  const isOwnId = fields.id !== '' && fields.id !== idFrom(fields.name);
                  change(isOwnId ? { name } : { name, id: idFrom(name) });
                }}
                onId={(id) => {
                  change({ id });
                }}
                onRole={(role) => {
                  change({ role });
                }}
              />
              <TextInput
                label="Manager’s address"
                placeholder="https://tapi.alder.example:8443"
                required
                withAsterisk={false}
                maxLength={2000}
                value={fields.url}
                error={problems.url}
                spellCheck={false}
                onChange={(event) => {
                  change({ url: event.currentTarget.value });
                }}
              />
              <TextInput
                className={parts['wide'] ?? ''}
                label="Server name"
                description="Only where its certificate bears another name than the host of its address"
                placeholder="tapi.alder.example"
                maxLength={253}
                value={fields.serverName}
                error={problems.serverName}
                spellCheck={false}
                onChange={(event) => {
                  change({ serverName: event.currentTarget.value });
                }}
              />
            </div>
          </Panel>
          <Panel title="Certificates" fact="PEM; files on the host’s machine, or loaded and pasted from yours">
            <div className={parts['inside']}>
              <CredentialField
                what="authority"
                label="The carrier’s authority"
                about="Who issues its manager’s certificate; nobody else is trusted for this carrier"
                file={fields.caFile}
                onFile={setFile('caFile')}
              />
              <CredentialField
                what="certificate"
                label="Your certificate"
                about="By which the carrier knows you, its chain after it"
                file={fields.certFile}
                onFile={setFile('certFile')}
              />
              <CredentialField
                what="key"
                label="Your key"
                about="Of that certificate, without a passphrase; it stays on the host’s machine, and is in no draft, history or log"
                file={fields.keyFile}
                onFile={setFile('keyFile')}
              />
            </div>
          </Panel>
        </div>
        <div className={parts['column']}>
          {toConnect !== null && (
            <Panel title="To practise with">
              <div className={parts['inside']}>
                <p>
                  {toConnect.name} runs on this machine, and nobody has connected it yet. Its address and its files are what a carrier would
                  send you.
                </p>
                <div>
                  <Button
                    leftSection={<IconSchool size={14} />}
                    onClick={() => {
                      const { id, name, role, url, caFile, certFile, keyFile } = toConnect;
                      change({ id, name, role, url, caFile, certFile, keyFile, serverName: '' });
                    }}
                  >
                    Fill in {toConnect.name}
                  </Button>
                </div>
              </div>
            </Panel>
          )}
          <Panel title="What to have ready">
            <div className={parts['inside']}>
              <p>
                From the carrier: the address of its manager, and the certificate of the authority that issues the manager’s certificate.
              </p>
              <p>
                From whoever issues yours: a certificate for this link and its key. The carrier has to have registered it, or to trust its
                authority.
              </p>
              <p>
                By another way, by telephone or on paper: the SHA-256 fingerprint of the manager’s certificate. The next step reads back
                what is really there.
              </p>
              <p className={parts['quiet']}>
                Nothing is entered, and nothing is sent to the carrier but questions, until you connect it at the end.
              </p>
            </div>
          </Panel>
        </div>
      </div>
    </div>
  );
}
