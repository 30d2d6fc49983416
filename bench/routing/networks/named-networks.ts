import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { BenchNetwork } from './bench-network';
import { carrierNetwork, carrierNetworks } from './carrier-network';
import { readNetworkFile } from './read-network-file';
import { realNetwork } from './real-network';

export const isGenerated = (name: string): name is keyof typeof carrierNetworks => Object.hasOwn(carrierNetworks, name);

/** A generated network by its name, or a real one by its file's path. */
export function networkNamed(name: string): BenchNetwork {
  if (isGenerated(name)) return carrierNetwork(name, carrierNetworks[name]);
  return realNetwork(basename(name, extname(name)), readNetworkFile(name, readFileSync(name, 'utf8')));
}
