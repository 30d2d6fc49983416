import type { Severity } from '../topology/troubles';

/** A severity's shape (X.733) around a point, as the rest of the console draws it. */
export function traceSeverity(context: CanvasRenderingContext2D, severity: Severity, x: number, y: number, size: number): void {
  context.beginPath();
  switch (severity) {
    case 'critical':
      context.rect(x - size, y - size, 2 * size, 2 * size);
      break;
    case 'major':
      context.moveTo(x, y - 1.1 * size);
      context.lineTo(x + 1.15 * size, y + 0.95 * size);
      context.lineTo(x - 1.15 * size, y + 0.95 * size);
      break;
    case 'minor':
      context.moveTo(x, y + 1.1 * size);
      context.lineTo(x + 1.15 * size, y - 0.95 * size);
      context.lineTo(x - 1.15 * size, y - 0.95 * size);
      break;
    case 'warning':
      context.arc(x, y, size, 0, 2 * Math.PI);
  }
  context.closePath();
}
