import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { RecoveryHitShown, RecoverySurveyShown } from '../../core/contract/recovery';
import { addressOf, goTo, useAddress } from '../app/address';
import { useTable } from '../client/use-client';
import { useCarriers } from '../ui/carrier-name';
import { counted } from '../ui/numbers';
import { Panel } from '../ui/panel';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { StateMark } from '../ui/state-mark';
import { Age, UtcTime } from '../ui/times';
import { CarrierAnswers } from './carrier-answers';
import { HitList } from './hit-list';
import { OrderWays } from './order-ways';
import { barOrder, countWords, doneByHand, formatSeconds, phaseMarks, phaseWords, standingWords } from './recovery-words';
import classes from './storm-view.module.css';
import { useEventAt, useImpairmentGroups } from './use-impairment-groups';
import { useSurvey } from './use-survey';

/** How restoration goes: of everything that is open, or of the event that the address names. */
export function StormView() {
  const { rest, query } = useAddress();
  const [key] = rest;
  const impairments = useTable('impairments');
  const one = key === undefined ? undefined : impairments.rows.get(key);
  const event = useEventAt(one ? undefined : key);
  const ids = useMemo(() => (one ? [one.id] : event ? event.members.map(({ id }) => id) : []), [one, event]);
  const isKnown = key === undefined || one !== undefined || event !== undefined;
  const survey = useSurvey(isKnown ? ids : null);
  const orderId = query.get('order');
  const go = (order: string | null): void => {
    goTo(addressOf('recovery', rest, { tab: 'storm', order }));
  };
  const name = event?.words ?? one?.subjectName;
  if (!isKnown)
    return (
      <EmptyPanel
        title={`Nothing of ${key} is known any more`}
        actions={
          <Button component="a" href={addressOf('recovery', [], { tab: 'storm' })} variant="filled">
            See all that is open
          </Button>
        }
      >
        <p>It was cleared long ago, or the address was mistyped.</p>
      </EmptyPanel>
    );
  const shown = survey.output;
  if (!shown)
    return survey.error === '' ? (
      <LoadingRows label="How restoration stands is being asked" />
    ) : (
      <FailedPanel title="How restoration stands cannot be told" actions={<Button onClick={survey.askAgain}>Ask again</Button>}>
        <p>{survey.error}</p>
      </FailedPanel>
    );
  if (shown.impairments.length === 0)
    return (
      <EmptyPanel title="Nothing is to be restored">
        <p>While something is broken, this shows whom it hits, how far each is, how fast it goes and which carriers are slow.</p>
      </EmptyPanel>
    );
  const selected = shown.hits.find(({ order }) => order.id === orderId);
  return (
    <div className={classes['view']}>
      <HitList
        survey={shown}
        selectedId={orderId}
        onSelect={go}
        onLeave={() => {
          go(null);
        }}
      />
      <div className={classes['rest']}>
        {selected ? (
          <>
            <div>
              <Button
                onClick={() => {
                  go(null);
                }}
              >
                Back to all
              </Button>
            </div>
            <OrderWays key={selected.order.id} hit={selected} />
          </>
        ) : (
          <Whole survey={shown} name={name} error={survey.error} />
        )}
      </div>
    </div>
  );
}

function Whole({
  survey,
  name,
  error,
}: {
  readonly survey: RecoverySurveyShown;
  readonly name: string | undefined;
  readonly error: string;
}) {
  const { counts, pauses, impairments } = survey;
  const events = useImpairmentGroups().length;
  const open = impairments.filter(({ clearedAtMs }) => clearedAtMs === null).length;
  const [everywhere] = pauses.filter(({ carrierId }) => carrierId === null);
  return (
    <>
      <header className={classes['head']}>
        <h2>{name ?? `${counted(events, 'impairment')} open`}</h2>
        <p>
          {open === 0 && 'All of it is cleared. '}
          {factsOf(counts)}{' '}
          {everywhere
            ? `Automatic recovery is paused everywhere (${everywhere.text}): nothing is begun until you resume it, above. What has begun is finished.`
            : 'The engine restores by priority. To stop it, pause recovery, above: what has begun is finished, nothing new is begun.'}
        </p>
        {error !== '' && <p role="alert">What you see is from before: {error}</p>}
      </header>
      <Panel title="Restoration under way" fact="by priority; select a connection on the left for its alternatives">
        <div className={classes['split']}>
          <UnderWay hits={survey.hits} />
          <CarrierAnswers carriers={survey.carriers} />
        </div>
      </Panel>
      <Done survey={survey} />
    </>
  );
}

const factsOf = (counts: RecoverySurveyShown['counts']): string => {
  const parts = barOrder.flatMap((phase) => (counts[phase] === 0 ? [] : `${counts[phase]} ${countWords[phase]}`));
  return parts.length === 0 ? 'No connection is hit.' : `${parts.join(', ')}.`;
};

/** Those that are at it, and those that were restored last. */
export function UnderWay({ hits }: { readonly hits: readonly RecoveryHitShown[] }) {
  const carriers = useCarriers();
  const inHand = hits.filter(({ phase }) => phase === 'in-hand');
  const latest = hits.filter(({ phase }) => phase === 'restored').sort((one, other) => (other.settledAtMs ?? 0) - (one.settledAtMs ?? 0));
  const shown = [...inHand, ...latest].slice(0, 8);
  if (shown.length === 0) return <p className={classes['quiet']}>Nothing is being restored, and nothing was yet.</p>;
  return (
    <div className={classes['underWay']}>
      {shown.map((hit) => (
        <div key={hit.order.id} className={classes['line']}>
          <span className="ellipsis" title={`${hit.order.id}, ${hit.order.customer}`}>
            <bdi>{hit.a}</bdi> – <bdi>{hit.z}</bdi>
          </span>
          <span className={classes['track']} aria-hidden="true">
            <i data-phase={hit.phase} style={{ width: `${100 * shareOf(hit)}%` }} />
          </span>
          {hit.phase === 'restored' ? (
            <StateMark mark={phaseMarks.restored}>{phaseWords.restored}</StateMark>
          ) : (
            <span className="ellipsis">{standingWords(hit, (id) => carriers.get(id)?.name ?? id)}</span>
          )}
          <span className={classes['age']}>
            {hit.settledAtMs === null ? <Age sinceMs={hit.hitAtMs} /> : formatSeconds(hit.settledAtMs - hit.hitAtMs)}
          </span>
        </div>
      ))}
    </div>
  );
}

const shareOf = ({ phase, parts }: RecoveryHitShown): number =>
  phase === 'restored' ? 1 : parts ? parts.made / Math.max(1, parts.all) : 0;

/** What people did about it, so that nobody does it again. */
export function Done({ survey }: { readonly survey: RecoverySurveyShown }) {
  const done = doneByHand(survey);
  return (
    <Panel title="Done by hand" fact={done.length === 0 ? 'nothing yet' : 'the latest first'}>
      {done.length === 0 ? (
        <p className={classes['quiet']}>Nobody has acknowledged, moved, frozen or paused anything of it.</p>
      ) : (
        <ul className={classes['done']}>
          {done.slice(0, 40).map(({ atMs, event, subject, text }, at) => (
            <li key={`${atMs} ${at}`}>
              <UtcTime atMs={atMs} />
              <span>{event.replace('.', ' ').replaceAll('-', ' ')}</span>
              <span className="ellipsis" title={`${subject}: ${text}`}>
                {text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
