import type { Signal } from '../../core/model/signal';

/** How TAPI 2.5.0 names what a port takes (tapi-dsr, tapi-digital-otn); SONET/SDH and Ethernet are digital signals, OTU2e is its ODU. */
export const qualifiers: Readonly<Record<Signal, string>> = {
  '1GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_GigE',
  'STM-16': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_16',
  'OC-48': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_48',
  '10GE-LAN': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN',
  'STM-64': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_64',
  'OC-192': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_192',
  OTU2e: 'tapi-digital-otn:ODU_TYPE_ODU2E',
  '40GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_40_GigE',
  '100GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_100_GigE',
};

const bySignal = new Map(Object.entries(qualifiers).map(([signal, qualifier]) => [qualifier, signal as Signal]));

export const signalOf = (qualifier: string): Signal | null => bySignal.get(qualifier) ?? null;
