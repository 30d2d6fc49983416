import { useTable } from '../client/use-client';
import { CarrierName } from '../ui/carrier-name';
import { EmptyPanel, LoadingRows } from '../ui/panel-state';
import { linkMarks } from '../ui/severity';
import { StateMark } from '../ui/state-mark';

/** Each dedicated link. */
export function CarriersScreen() {
  const { rows, isWhole } = useTable('carriers');
  if (!isWhole) return <LoadingRows label="Carriers are being loaded" />;
  if (rows.size === 0) return <EmptyPanel title="No carriers yet">The map fills from the dedicated links of your carriers.</EmptyPanel>;
  return (
    <ul>
      {[...rows.values()].map(({ id, link, linkText }) => (
        <li key={id}>
          <CarrierName carrierId={id} /> <StateMark mark={linkMarks[link]}>{link}</StateMark> {linkText}
        </li>
      ))}
    </ul>
  );
}
