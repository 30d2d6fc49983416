/** By where things are, or by what joins them. */
export const layouts = ['map', 'schematic'] as const;
export type Layout = (typeof layouts)[number];
