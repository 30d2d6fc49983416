import { resolve } from 'node:path';
import type { CarrierConfiguration } from '../../core/host/link-commands';
import { changeCarriers } from './configuration';
import { wordsOf } from '../undo-all';

/** The carriers of a configuration file, as the host changes them. What could not be written is told, with what to do by hand. */
export function carrierConfiguration(file: string): CarrierConfiguration {
  return {
    async keepCertificate(carrierId, { certFile, keyFile }) {
      const named = { cert: resolve(certFile), key: resolve(keyFile) };
      const byHand = `name ${named.cert} and ${named.key} there, or the former ones are used at the next start`;
      return attempt(file, byHand, () => {
        const isKnown = changeCarriers(file, (entry) => (entry.id === carrierId ? { ...entry, ...named } : entry));
        return isKnown.some(({ id }) => id === carrierId) ? '' : `the carrier is not in ${file}: it is connected until this host ends`;
      });
    },
    async forget(carrierId) {
      return attempt(file, 'take the carrier out of it, or it is connected again at the next start', () => {
        changeCarriers(file, (entry) => (entry.id === carrierId ? null : entry));
        return '';
      });
    },
  };
}

function attempt(file: string, byHand: string, work: () => string): string {
  try {
    return work();
  } catch (error) {
    return `${file} could not be changed (${wordsOf(error)}): ${byHand}`;
  }
}
