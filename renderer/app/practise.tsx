import { Button } from '@mantine/core';
import { EmptyPanel } from '../ui/panel-state';
import { useShell } from './shell-context';

/** A network to practise on, which runs on this machine. */
export function Practise() {
  const { network, setNetwork } = useShell();
  return (
    <EmptyPanel
      title={network === 'practice' ? 'This window shows the practice network' : 'Practise on a network that runs on this machine'}
      actions={
        <Button
          variant="filled"
          onClick={() => {
            setNetwork(network === 'practice' ? 'live' : 'practice');
          }}
        >
          {network === 'practice' ? 'Back to the live network' : 'Show the practice network'}
        </Button>
      }
    >
      <p>Four carriers, 100 nodes and two access switches, as processes of their own. Nothing that you do there reaches a real network.</p>
    </EmptyPanel>
  );
}
