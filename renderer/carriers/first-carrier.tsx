import { Button } from '@mantine/core';
import { addressOf } from '../app/address';
import { CopyId } from '../ui/copy-id';
import { EmptyPanel } from '../ui/panel-state';
import classes from './first-carrier.module.css';

interface Way {
  readonly title: string;
  readonly steps: readonly { readonly words: string; readonly command?: string }[];
}

/** Either is done on the machine of the host, where the certificates and the files are. */
const ways: readonly Way[] = [
  {
    title: 'Connect a carrier',
    steps: [
      { words: 'Have from the carrier: its manager’s address, the authority of its certificate, and a certificate for you with its key.' },
      {
        words: 'On the machine of the host, with your names in the place of these:',
        command:
          'longlines carriers add alder --name "Alder Longhaul" --role dedicating --url https://tapi.alder.example:8443 --ca alder-ca.pem --cert ours.pem --key ours-key.pem',
      },
      { words: 'It shows here at once, with its link and what it dedicates.' },
    ],
  },
  {
    title: 'Import an inventory',
    steps: [
      { words: 'Have a carrier’s network as GraphML, TAPI JSON or CSV: it is planned with, and nothing is sent to it.' },
      {
        words: 'On the machine of the host: it shows what it would do, and asks.',
        command: 'longlines inventory import --carrier darkstrand Darkstrand.graphml --sites-as-proposed',
      },
      { words: 'Its sites and resources fill the map.' },
    ],
  },
];

/** Before there is any carrier: the steps to the first one. `isImport`: the way by files comes first. */
export function FirstCarrier({ isImport }: { readonly isImport: boolean }) {
  return (
    <EmptyPanel
      title="No carriers yet"
      actions={
        <Button component="a" href={addressOf('practise')}>
          Practise on a network of this machine
        </Button>
      }
    >
      <p>Each carrier that dedicates resources, or whose orders use them, has a link of its own to its manager, or is known from files.</p>
      {(isImport ? [...ways].reverse() : ways).map(({ title, steps }) => (
        <section key={title} className={classes['way']} aria-label={title}>
          <h3 className={classes['title']}>{title}</h3>
          <ol className={classes['steps']}>
            {steps.map(({ words, command }) => (
              <li key={words}>
                {words}
                {command !== undefined && <CopyId id={command} />}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </EmptyPanel>
  );
}
