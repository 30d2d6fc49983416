import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import {
  changeStandings,
  type ChangeAppliedShown,
  type ChangeStanding,
  type ProposalShown,
  type ReviewedChangeShown,
} from '../../core/contract/field-pack';
import { useOperator } from '../app/operator';
import { useMay } from '../app/use-may';
import { useClient } from '../client/use-client';
import { counted } from '../ui/numbers';
import { Panel } from '../ui/panel';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { UtcTime } from '../ui/times';
import { SealedFileInput, type SealedGiven } from './sealed-file-input';
import classes from './field.module.css';

const standingWords: Readonly<Record<ChangeStanding, { readonly mark: Mark; readonly word: string; readonly head: string }>> = {
  conflicts: { mark: { severity: 'major' }, word: 'conflicts', head: 'Cannot be done as they stand' },
  'in-doubt': { mark: { severity: 'indeterminate' }, word: 'in doubt', head: 'Begun here, and not known to be done' },
  moved: { mark: { severity: 'minor' }, word: 'moved', head: 'What they were based on has moved since' },
  same: { mark: { shape: 'dot' }, word: 'same', head: 'What they were based on is as it was' },
  applied: { mark: { shape: 'circle' }, word: 'applied', head: 'Applied already' },
};

/** At the desk: what was changed in the field beside what has moved since; what is chosen is carried out, each checked again. */
export function ReviewProposal() {
  const client = useClient();
  const by = useOperator();
  const may = useMay();
  const [given, setGiven] = useState<SealedGiven | null>(null);
  const [proposal, setProposal] = useState<ProposalShown | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<readonly ChangeAppliedShown[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const review = async (file: SealedGiven): Promise<ProposalShown | null> => {
    setBusy(true);
    setProblem('');
    const outcome = await client.call('field-pack.review', { ...file, by });
    setBusy(false);
    if (outcome.kind === 'answer') {
      setGiven(file);
      setProposal(outcome.output);
      return outcome.output;
    }
    setProblem(outcome.kind === 'error' ? outcome.error.message : outcome.message);
    return null;
  };
  const openFile = async (file: SealedGiven): Promise<void> => {
    setResults([]);
    const opened = await review(file);
    // What is as it was is chosen; what has moved is for the operator to choose.
    if (opened) setChosen(new Set(opened.changes.filter(({ standing }) => standing === 'same').map(({ id }) => id)));
  };
  const apply = async (): Promise<void> => {
    if (given === null || proposal === null) return;
    setBusy(true);
    const wanted = proposal.changes
      .filter(({ id, standing }) => chosen.has(id) && canChoose(standing))
      .map(({ id, seen, standing }) => ({ changeId: id, seen, again: standing === 'in-doubt' }));
    const outcome = await client.call('field-pack.apply', { ...given, chosen: wanted, by });
    if (outcome.kind === 'answer') {
      setResults(outcome.output);
      setChosen(new Set());
    }
    await review(given);
    if (outcome.kind !== 'answer') setProblem(outcome.kind === 'error' ? outcome.error.message : outcome.message);
  };
  const count = proposal?.changes.filter(({ id, standing }) => chosen.has(id) && canChoose(standing)).length ?? 0;
  return (
    <Panel title="Apply a proposal" fact="what was changed in the field, beside what has moved since">
      <div className={classes['body']}>
        {proposal === null ? (
          <SealedFileInput act="Open the proposal" isBusy={isBusy} problem={problem} onGiven={(file) => void openFile(file)} />
        ) : (
          <>
            <p className={classes['words']}>
              {counted(proposal.changes.length, 'change')}, proposed by {proposal.proposedBy}{' '}
              <UtcTime atMs={proposal.proposedAtMs} withDate />, on the pack
              {proposal.origin.title === '' ? '' : ` “${proposal.origin.title}”`} of <UtcTime atMs={proposal.origin.madeAtMs} withDate />.
            </p>
            <Results results={results} changes={proposal.changes} />
            {changeStandings.map((standing) => (
              <Standing
                key={standing}
                {...{ standing, chosen }}
                changes={proposal.changes.filter((change) => change.standing === standing)}
                onChoose={(id, isChosen) => {
                  const next = new Set(chosen);
                  if (isChosen) next.add(id);
                  else next.delete(id);
                  setChosen(next);
                }}
              />
            ))}
            {problem !== '' && (
              <p role="alert" className={classes['problem']}>
                {problem}
              </p>
            )}
            <div className={classes['foot']}>
              <Button variant="filled" disabled={count === 0} loading={isBusy} onClick={() => void apply()} {...may('field-pack.apply')}>
                Apply {counted(count, 'change')}
              </Button>
              <Button
                onClick={() => {
                  setProposal(null);
                  setGiven(null);
                  setResults([]);
                }}
              >
                Put it away
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

const canChoose = (standing: ChangeStanding): boolean => standing === 'same' || standing === 'moved' || standing === 'in-doubt';

function Results({ results, changes }: { readonly results: readonly ChangeAppliedShown[]; readonly changes: ProposalShown['changes'] }) {
  if (results.length === 0) return null;
  const amiss = results.filter(({ kind }) => kind !== 'applied');
  const words = new Map(changes.map((change) => [change.id, change.words]));
  return (
    <div role="status" className={classes['results']}>
      {results.length > amiss.length && (
        <StateMark mark={{ shape: 'dot' }}>{counted(results.length - amiss.length, 'change')} applied.</StateMark>
      )}
      {amiss.map(({ changeId, message }) => (
        <StateMark key={changeId} mark={{ severity: 'minor' }}>
          <bdi>
            {words.get(changeId)}: {message}
          </bdi>
        </StateMark>
      ))}
    </div>
  );
}

interface StandingProps {
  readonly standing: ChangeStanding;
  readonly changes: readonly ReviewedChangeShown[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, isChosen: boolean) => void;
}

function Standing({ standing, changes, chosen, onChoose }: StandingProps) {
  if (changes.length === 0) return null;
  const { mark, word, head } = standingWords[standing];
  return (
    <section aria-label={head}>
      <h3 className={classes['head']}>
        {head} <span>{changes.length}</span>
      </h3>
      {changes.map(({ id, words, text, moved, by, atMs }) => (
        <article key={id} className={classes['change']} aria-label={words}>
          {canChoose(standing) ? (
            <Checkbox
              iconColor="var(--ll-accent-text)"
              size="xs"
              aria-label={`Apply: ${words}`}
              checked={chosen.has(id)}
              onChange={(event) => {
                onChoose(id, event.currentTarget.checked);
              }}
            />
          ) : (
            <span />
          )}
          <StateMark mark={mark}>{word}</StateMark>
          <div>
            <bdi>{words}</bdi>
            {text !== '' && <p className={classes['words']}>{text}</p>}
            {moved.map(({ what, before, now }) => (
              <p key={what} className={classes['moved']}>
                <b>{what}</b> in the field: <bdi>{before}</bdi>; now: <bdi>{now}</bdi>
              </p>
            ))}
          </div>
          <span className={classes['words']}>
            {by}, <UtcTime atMs={atMs} withDate />
          </span>
        </article>
      ))}
    </section>
  );
}
