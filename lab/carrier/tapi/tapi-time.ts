/** tapi-common's date-and-time: tenths of a second. */
export const tapiTime = (atMs: number): string => new Date(atMs).toISOString().replace(/\.(\d)\d\dZ$/, '.$1Z');
