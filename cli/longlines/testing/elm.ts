import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './longlines-process';

/** Two nodes with two ports each, and a link: a carrier to plan with. */
const elm = [
  'kind,id,site,latitude,longitude,transit_us,a,z,slots,latency_us,node',
  'node,lon,LON,51.5,-0.1,10,,,,,',
  'node,par,PAR,48.9,2.3,10,,,,,',
  'link,lon-par,,,,,lon,par,80,2300,',
  ...['lon', 'par'].flatMap((node) => [1, 2].map((n) => `port,${node}-${n},,,,,,,,,${node}`)),
].join('\n');

/** Has the carrier known in the store of a place; its file, `elm.csv`, stays there. */
export async function importElm(place: Place): Promise<void> {
  writeFileSync(join(place.folder, 'elm.csv'), elm);
  await place.ask(['inventory', 'import', '--carrier', 'elm', '--name', 'Elm Net', 'elm.csv', '--yes']);
}

/** The words of an order over its link. */
export const elmOrder = (id: string, customer = 'Quay Bank', signal = '10GE-LAN', limit = '20ms'): readonly string[] => [
  ...['--order', id, '--customer', customer, '--accessing', 'elm', '--a', 'LON', '--z', 'PAR', '--signal', signal, '--limit', limit],
];
