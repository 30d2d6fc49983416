import { Button } from '@mantine/core';
import { IconFileImport, IconPackage, IconPlugConnected, IconPointer, IconSchool } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { addressOf, goTo } from '../app/address';
import { useMay } from '../app/use-may';
import { useStartPractice } from '../app/use-practice';
import { newWizard } from '../wizards/wizard-address';
import { extentOf, projectionFor } from './geography/projection';
import { useLand } from './geography/use-land';
import classes from './empty-network.module.css';
import { watchTheme, readPalette } from './painting/palette';
import { paintLandNow } from './painting/paint-land';

const europe = projectionFor(
  extentOf([
    { longitudeDeg: -9, latitudeDeg: 38 },
    { longitudeDeg: 22, latitudeDeg: 60 },
  ]),
);

/** Before there is any carrier: what fills the map, and how to begin. */
export function EmptyNetwork() {
  const { doing, start } = useStartPractice();
  const may = useMay();
  return (
    <div className={classes['screen']}>
      <div className={classes['map']}>
        <Land />
        <div className={classes['panel']}>
          <h2 className={classes['title']}>No carriers yet</h2>
          <p>
            The map fills from the dedicated links of your carriers: sites, resources, interconnects and their latency. Until then you can
            practise on a network that runs on this machine.
          </p>
          <div className={classes['actions']}>
            <Button
              variant="filled"
              leftSection={<IconSchool size={16} />}
              loading={doing !== null}
              onClick={() => void start(false)}
              {...may('practice.start')}
            >
              Start the practice network
            </Button>
            <Button
              leftSection={<IconPlugConnected size={16} />}
              onClick={() => {
                goTo(newWizard('carrier'));
              }}
            >
              Connect a carrier
            </Button>
            <Button
              leftSection={<IconFileImport size={16} />}
              onClick={() => {
                goTo(newWizard('inventory'));
              }}
            >
              Import an inventory: GraphML, TAPI, CSV
            </Button>
            <Button
              leftSection={<IconPackage size={16} />}
              onClick={() => {
                goTo(addressOf('field-packs'));
              }}
            >
              Open a field pack
            </Button>
          </div>
          <p className={classes['note']} role="status">
            {doing ?? 'A carrier takes about four minutes: address, certificate, what it offers, what it dedicates.'}
          </p>
        </div>
      </div>
      <aside className={classes['inspector']} aria-label="Inspector">
        <IconPointer size={24} />
        <b>Nothing selected</b>
        <p>Select a site, a resource or an order to see what it carries, its latency and where that figure comes from.</p>
      </aside>
    </div>
  );
}

function Land() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const land = useLand(europe);
  useEffect(() => {
    const here = canvas.current;
    if (!here) return;
    const paint = (): void => {
      const [width, height, ratio] = [here.clientWidth, here.clientHeight, window.devicePixelRatio];
      here.width = width * ratio;
      here.height = height * ratio;
      const context = here.getContext('2d');
      if (!context || !land) return;
      const zoom = Math.max(width, height) / 1000;
      const view = { zoom, x: (width - 1000 * zoom) / 2, y: (height - 1000 * zoom) / 2, width, height };
      context.setTransform(ratio * zoom, 0, 0, ratio * zoom, view.x * ratio, view.y * ratio);
      paintLandNow(context, land, view, readPalette(document.documentElement));
    };
    paint();
    const sizes = new ResizeObserver(paint);
    sizes.observe(here);
    const leaveTheme = watchTheme(document.documentElement, paint);
    return () => {
      sizes.disconnect();
      leaveTheme();
    };
  }, [land]);
  return <canvas ref={canvas} className={classes['land']} aria-hidden="true" />;
}
