import { gbpsPerSlot } from '../network';

/** Whole slots for Gbit/s, rounded up; a rounding error of the decimal is no slot. */
export const slotsFor = (gbps: number): number => Math.ceil(gbps / gbpsPerSlot - 1e-9);
