import { useMemo } from 'react';
import { useRows } from '../client/use-client';
import { accentOf, CarriersContext } from '../ui/carrier-name';

/** Gives each carrier its accent, by its id's place among all: the same in every window and on every day. */
export function CarrierIdentities({ children }: { readonly children: React.ReactNode }) {
  const carriers = useRows('carriers');
  const known = carriers
    .map(({ id, name }) => `${id}\n${name}`)
    .sort()
    .join('\n\n');
  const identities = useMemo(
    () =>
      new Map(
        known === ''
          ? []
          : known.split('\n\n').map((each, index) => {
              const [id = '', name = id] = each.split('\n', 2);
              return [id, { name, accent: accentOf(index) }] as const;
            }),
      ),
    [known],
  );
  return <CarriersContext value={identities}>{children}</CarriersContext>;
}
