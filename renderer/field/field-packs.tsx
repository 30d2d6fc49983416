import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { BringBack } from './bring-back';
import { MakePack } from './make-pack';
import { OpenPacks } from './open-packs';
import { ReviewProposal } from './review-proposal';
import { useFieldState } from './use-field-state';
import classes from './field.module.css';

/** Work without the network: packs that are made, those that are open, and what is brought back. */
export function FieldPacks() {
  const { output, error, askAgain } = useFieldState();
  if (output === null)
    return error === '' ? (
      <LoadingRows label="Field packs are being asked for" />
    ) : (
      <FailedPanel title="The field packs cannot be told">
        <p>{error}</p>
      </FailedPanel>
    );
  const isField = output.here !== null;
  return (
    <div className={classes['page']}>
      <div className={classes['column']}>{isField ? <BringBack state={output} onChanged={askAgain} /> : <MakePack />}</div>
      <div className={classes['column']}>
        <OpenPacks state={output} onChanged={askAgain} />
        {!isField && <ReviewProposal />}
      </div>
    </div>
  );
}
