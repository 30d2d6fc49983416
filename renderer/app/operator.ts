import { useClient, useConnection } from '../client/use-client';
import { usePreferences } from './preferences';

/** In whose name what is done here stands in the history: `by` of every command. While the host is lost he stays who he was. */
export function useOperator(): string {
  const client = useClient();
  useConnection();
  const chosen = usePreferences((preferences) => preferences.operator);
  const hello = client.lastHello();
  // The host takes no other name from who has signed in.
  return chosen === '' || hello?.peer === 'account' ? (hello?.user ?? 'operator') : chosen;
}
