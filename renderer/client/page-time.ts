/** Time as a page has it, for what takes it as a port. */
export const pageTime = {
  now: (): number => Date.now(),
  /** Does the work after so long, unless what is answered is called before. */
  after: (ms: number, work: () => void): (() => void) => {
    const timer = setTimeout(work, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
