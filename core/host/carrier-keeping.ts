import type { IdentityFiles } from '../carriers/manager';
import type { PemKind } from '../contract/connecting';
import type { CarrierAddress } from '../contract/inputs';

/** Notes where a carrier's certificate is from now on, or that it has no carrier any more; answers what became of that, in words: empty where it was done. */
export interface CarrierConfiguration {
  keepCertificate(carrierId: string, files: IdentityFiles): Promise<string>;
  forget(carrierId: string): Promise<string>;
}

/** Where a shell keeps what is needed to connect carriers again at its next start. The others throw what went wrong, in words. */
export interface CarrierKeeping extends CarrierConfiguration {
  /** Into a file of its own, for its owner alone; answers its path. */
  keepPem(what: PemKind, pem: string): string;
  /** It was kept so. */
  isKept(file: string): boolean;
  /** Into a file of its own. */
  keepMapping(carrierId: string, mapping: object): string;
  /** `putBack`: as if it had not been written. */
  keepCarrier(address: CarrierAddress): { /** Where it is written down. */ readonly keptIn: string; readonly putBack: () => void };
  /** Removes what was kept and neither a carrier is connected with nor is `needed`; answers what that was. */
  sweep(needed: ReadonlySet<string>): readonly string[];
}
