import { Button } from '@mantine/core';
import type { CarrierShown } from '../../core/contract/shapes';
import { addressOf } from '../app/address';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import classes from './stale-notes.module.css';

interface StaleNotesProps {
  readonly carriers: ReadonlyMap<string, CarrierShown>;
  /** The host itself does not answer; the frame says so. */
  readonly isLost: boolean;
  readonly fault: string;
  readonly schematicFault: string;
}

/** What of the map is not as it is now, and since when. */
export function StaleNotes({ carriers, isLost, fault, schematicFault }: StaleNotesProps) {
  const down = [...carriers.values()].filter(({ link }) => link === 'down');
  const [first] = down;
  const isAll = down.length === carriers.size;
  return (
    <div className={classes['notes']}>
      {fault !== '' && (
        <Note>
          <StateMark mark={{ severity: 'major' }}>Not all can be read</StateMark>
          <span className="ellipsis" title={fault}>
            {fault}
          </span>
        </Note>
      )}
      {schematicFault !== '' && (
        <Note>
          <StateMark mark={{ severity: 'minor' }}>No schematic</StateMark>
          <span>{schematicFault}</span>
        </Note>
      )}
      {/* That no link is up at all is told by the strip. */}
      {first && !isLost && !isAll && (
        <Note>
          <StateMark mark={{ severity: 'minor' }}>
            {down.length === 1 ? `${first.name} is stale` : `${down.length} of ${carriers.size} carriers are stale`}
          </StateMark>
          <span className="ellipsis" title={down.map(({ name, linkText }) => `${name}: ${linkText}`).join('\n')}>
            link lost{' '}
            {first.sinceMs !== null && (
              <>
                <Age sinceMs={Math.min(...down.map(({ sinceMs }) => sinceMs ?? Infinity))} isRelative />
              </>
            )}
            {first.linkText && `: ${first.linkText}`}
          </span>
          <Button component="a" size="compact-xs" href={addressOf('carriers')}>
            Open link
          </Button>
        </Note>
      )}
    </div>
  );
}

function Note({ children }: { readonly children: React.ReactNode }) {
  return (
    <div className={classes['note']} role="status" data-float>
      {children}
    </div>
  );
}
