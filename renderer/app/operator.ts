import { useConnection } from '../client/use-client';
import { usePreferences } from './preferences';

/** In whose name what is done here stands in the history: `by` of every command. */
export function useOperator(): string {
  const connection = useConnection();
  const chosen = usePreferences((preferences) => preferences.operator);
  if (chosen !== '') return chosen;
  return connection.kind === 'up' ? (connection.hello.user ?? 'operator') : 'operator';
}
