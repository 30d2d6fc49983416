import { duration } from '../../core/model/duration';
import type { Exhaustion, PathOutlook, RateOfUse } from '../../core/model/path-outlook';

/** What a gauge says of the future: `exhausted in 3 h 20 min`, below it the band that holds it nine times in ten. */
export interface Forecast {
  readonly text: string;
  /** Empty: there is none. */
  readonly band: string;
  /** `19.8 / h`; empty: too few orders tell none. */
  readonly rate: string;
  readonly rateBand: string;
  /** How it was reckoned. */
  readonly title: string;
}

export function forecastOf({ exhaustion, rate }: Pick<PathOutlook, 'exhaustion' | 'rate'>): Forecast {
  return { ...exhaustionWords(exhaustion), ...rateWords(rate), title: `${exhaustion.text}. Rate of use: ${rate.text}.` };
}

/** `exhausted in 2 h 10 min (42 min to 8 h)`: as the gauge says it, in a sentence. */
export function exhaustionText(exhaustion: Exhaustion): string {
  const { text, band } = exhaustionWords(exhaustion);
  return band === '' ? text : `${text} (${band})`;
}

function exhaustionWords(exhaustion: Exhaustion): Pick<Forecast, 'text' | 'band'> {
  switch (exhaustion.kind) {
    case 'now':
      return { text: exhaustion.text, band: '' };
    case 'too-few':
      return { text: 'no forecast yet', band: 'too few orders' };
    case 'not-at-this-rate':
      return {
        text: 'not at this rate',
        band: exhaustion.earliestMs === null ? '' : `${rough(exhaustion.earliestMs)} at the earliest`,
      };
    case 'expected': {
      const { inMs, earliestMs, latestMs } = exhaustion;
      return {
        text: `exhausted in ${span(inMs)}`,
        band: latestMs === null ? `${rough(earliestMs)} at the earliest` : `${rough(earliestMs)} to ${rough(latestMs)}`,
      };
    }
  }
}

const rateWords = (rate: RateOfUse): Pick<Forecast, 'rate' | 'rateBand'> =>
  rate.kind === 'too-few'
    ? { rate: '', rateBand: '' }
    : { rate: `${figure(rate.perHour)} / h`, rateBand: `${figure(rate.lowPerHour)} to ${figure(rate.highPerHour)}` };

const figure = (perHour: number): string => (Math.abs(perHour) < 100 ? perHour.toFixed(1) : perHour.toFixed(0)).replace('-', '−');

const dayMs = 86_400_000;
/** Nobody plans by the hour what is months away. */
const span = (ms: number): string =>
  ms >= 1000 * dayMs ? 'over 2 years' : ms >= 30 * dayMs ? `${Math.round(ms / dayMs)} d` : duration(ms);

const hourMs = 3_600_000;
/** The ends of a band are no more exact than that. */
const rough = (ms: number): string =>
  ms >= 3 * dayMs ? span(Math.round(ms / dayMs) * dayMs) : ms >= 6 * hourMs ? `${Math.round(ms / hourMs)} h` : span(ms);
