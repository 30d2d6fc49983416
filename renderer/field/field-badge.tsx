import { addressOf } from '../app/address';
import { UtcTime } from '../ui/times';
import { useFieldState } from './use-field-state';
import classes from './field.module.css';

/** On every screen of a network that was made from a field pack: what one sees is from then. */
export function FieldBadge() {
  const { output } = useFieldState();
  const here = output?.here ?? null;
  return (
    <a className={classes['badge']} href={addressOf('field-packs')} title={here?.title}>
      FIELD PACK {here && <UtcTime atMs={here.madeAtMs} withDate />}
    </a>
  );
}
