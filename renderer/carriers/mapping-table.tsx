import type { CarrierShown } from '../../core/contract/shapes';
import { useAnswer } from '../client/use-answer';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { MappingLines } from './mapping-lines';
import classes from './mapping-table.module.css';

/** How what a carrier's manager says is read here. */
export function MappingTable({ carrier }: { readonly carrier: CarrierShown | undefined }) {
  const { output, error } = useAnswer('links.show', carrier ? { carrierId: carrier.id } : null, { everyMs: 10_000 });
  if (!carrier) return <EmptyPanel title="Which carrier’s?">Select a carrier above: each has a mapping table of its own.</EmptyPanel>;
  if (error !== '') return <FailedPanel title="The mapping table cannot be read">{error}</FailedPanel>;
  if (output === null) return <LoadingRows label="The mapping table is being read" />;
  if (output.mapping.length === 0)
    return (
      <EmptyPanel title={`${carrier.name} has no mapping table`}>
        {carrier.link === 'file'
          ? 'It is known from files, which were read when they were imported.'
          : 'Its manager was not connected since the host began.'}
      </EmptyPanel>
    );
  const own = output.mapping.filter(({ isOwn }) => isOwn).length;
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={`Mapping table of ${carrier.name}`}>
      <p className={classes['about']}>
        {own === 0
          ? `${carrier.name} says things as the standard table has them.`
          : `${own} of ${output.mapping.length} lines are ${carrier.name}’s own; the rest is the standard table.`}{' '}
        It is a JSON file that the configuration names; it is read when the carrier is connected.
      </p>
      <MappingLines lines={output.mapping} />
    </div>
  );
}
