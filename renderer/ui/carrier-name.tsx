import { createContext, use } from 'react';
import classes from './carrier-name.module.css';

/** A carrier's accent, by its place among the carriers; names are never coloured. */
export interface CarrierIdentity {
  readonly name: string;
  /** A CSS colour: `var(--ll-carrier-2)`. */
  readonly accent: string;
}

export const CarriersContext = createContext<ReadonlyMap<string, CarrierIdentity>>(new Map());

export const useCarriers = (): ReadonlyMap<string, CarrierIdentity> => use(CarriersContext);

/** There are five accents; a sixth carrier begins again with the first, and its name tells them apart. */
export const accentOf = (index: number): string => `var(--ll-carrier-${(index % 5) + 1})`;

export const unknownCarrier = (carrierId: string): CarrierIdentity => ({ name: carrierId, accent: 'var(--ll-neutral)' });

export function CarrierBar({ carrierId }: { readonly carrierId: string }) {
  const { accent } = useCarriers().get(carrierId) ?? unknownCarrier(carrierId);
  const number = /\d/.exec(accent)?.[0];
  return <i className={classes['bar']} style={{ background: accent }} data-accent={number} aria-hidden="true" />;
}

export function CarrierName({ carrierId }: { readonly carrierId: string }) {
  const { name } = useCarriers().get(carrierId) ?? unknownCarrier(carrierId);
  return (
    <span className={classes['name']}>
      <CarrierBar carrierId={carrierId} />
      <bdi className="ellipsis" title={name}>
        {name}
      </bdi>
    </span>
  );
}
