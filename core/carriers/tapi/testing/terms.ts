import { standardMapping } from '../../mapping';
import type { Terms } from '../terms';
import { dialects } from '../versions/choose';

/** A carrier that follows our conventions, in either version. */
export const terms250: Terms = { mapping: standardMapping, dialect: dialects['2.5.0'] };
export const terms213: Terms = { mapping: standardMapping, dialect: dialects['2.1.3'] };
