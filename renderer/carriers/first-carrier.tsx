import { Button } from '@mantine/core';
import { IconFileImport, IconPlugConnected, IconSchool } from '@tabler/icons-react';
import { addressOf } from '../app/address';
import { useMay } from '../app/use-may';
import { EmptyPanel } from '../ui/panel-state';
import { newWizard } from '../wizards/wizard-address';

/** Before there is any carrier: the ways to the first one. */
export function FirstCarrier() {
  const may = useMay();
  return (
    <EmptyPanel
      title="No carriers yet"
      actions={
        <>
          <Button
            component="a"
            href={newWizard('carrier')}
            variant="filled"
            leftSection={<IconPlugConnected size={14} />}
            {...may('connecting.carry-out')}
          >
            Connect a carrier
          </Button>
          <Button component="a" href={newWizard('inventory')} leftSection={<IconFileImport size={14} />} {...may('inventory.preview')}>
            Import an inventory
          </Button>
          <Button component="a" href={addressOf('practise')} leftSection={<IconSchool size={14} />}>
            Practise on a network of this machine
          </Button>
        </>
      }
    >
      <p>Each carrier that dedicates resources, or whose orders use them, has a link of its own to its manager, or is known from files.</p>
      <p>
        To connect one, have from the carrier its manager’s address and the authority of its certificate, and a certificate for you with its
        key. To plan with one before that, have its network as GraphML, TAPI JSON or CSV: nothing is sent to it.
      </p>
    </EmptyPanel>
  );
}
