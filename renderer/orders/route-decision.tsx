import { fieldsOfOrder } from '../../core/model/order-cells';
import { Button } from '@mantine/core';
import type { DossierShown } from '../../core/contract/shapes';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { formatMs } from '../ui/numbers';
import { newWizard } from '../wizards/wizard-address';
import classes from './detail-head.module.css';
import { sentFields } from './order-inputs';

/** An order that waits with a route of an operator's choice: which it was, and what one can decide. */
export function RouteDecision({ dossier: { order, choice } }: { readonly dossier: DossierShown }) {
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  if (choice === null || order.state !== 'planned') return null;
  return (
    <p className={classes['decision']}>
      <span>
        {choice.by} chose a route of {formatMs(choice.route.oneWayNs, 3)};{' '}
        {choice.otherwise === 'ask' ? 'it takes no other unasked.' : 'if it cannot be taken, the best is.'}
      </span>
      <Button
        component="a"
        href={newWizard('connection', { ...sentFields(fieldsOfOrder(order)), for: order.id })}
        {...may('orders.choose')}
      >
        Choose another route
      </Button>
      <Button
        onClick={() => {
          void command.carryOut('orders.choose', { orderId: order.id, choice: null, by }, `Order ${order.id} takes the best that there is`);
        }}
        {...may('orders.choose')}
      >
        Take the best that there is
      </Button>
    </p>
  );
}
