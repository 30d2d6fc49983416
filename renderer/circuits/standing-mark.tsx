import type { PathShown } from '../../core/contract/circuit-shapes';
import { StateMark } from '../ui/state-mark';
import { standingOf } from './path-standing';

/** How a path stands: mark and word, the whole of it as title. */
export function StandingMark({ path }: { readonly path: PathShown }) {
  const { severity, word, text } = standingOf(path);
  const mark = severity === null ? ({ shape: path.status === 'IN_PROCESS' ? 'half' : 'dot' } as const) : { severity };
  return (
    <StateMark mark={mark} title={text}>
      {word}
    </StateMark>
  );
}
