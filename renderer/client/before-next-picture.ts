/** Once; a window that is hidden, or becomes so, draws no pictures and takes what comes all the same. */
export function beforeNextPicture(work: () => void): void {
  const picture = requestAnimationFrame(() => {
    clearTimeout(timer);
    work();
  });
  const timer = setTimeout(() => {
    cancelAnimationFrame(picture);
    work();
  }, 250);
}
