import { deflateSync, inflateSync } from 'node:zlib';

/** The bytes of a picture of eight bits a channel, RGB or RGBA, not interlaced, as a browser takes it. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB each, row by row. */
  readonly colours: Uint32Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture with at most 256 colours, a byte a pixel (PNG, RFC 2083, colour type 3). Throws on a PNG of another kind than a browser's.
 */
export function inPalette(png: Buffer): Buffer {
  const { width, height, colours } = readPixels(png);
  const { palette, indexOf } = choosePalette(colours);
  const raw = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) raw[y * (width + 1) + 1 + x] = indexOf.get(colours[y * width + x] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(raw, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function readPixels(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  let header: Buffer | null = null;
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') header = data;
    if (kind === 'IDAT') parts.push(data);
    at += 12 + length;
  }
  const channels = header?.[9] === 2 ? 3 : header?.[9] === 6 ? 4 : 0;
  if (header?.[8] !== 8 || channels === 0 || header[12] !== 0)
    throw new Error('this PNG is not one that a browser takes: eight bits, RGB or RGBA');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) colours[at] = bytes.readUIntBE(at * channels, 3);
  return { width, height, colours };
}

/** RFC 2083 §6: each row says by which of five filters it was written. */
function unfiltered(raw: Buffer, stride: number, height: number, channels: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : (out[y * stride + x - channels] ?? 0);
      const above = y === 0 ? 0 : (out[(y - 1) * stride + x] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (out[(y - 1) * stride + x - channels] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

interface Box {
  readonly colours: readonly number[];
  readonly pixels: number;
}

/** Median cut: the box with most pixels times extent is parted at its middle pixel, along its longest side, until there are 256. */
function choosePalette(colours: Uint32Array): { readonly palette: readonly number[]; readonly indexOf: ReadonlyMap<number, number> } {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const pixelsOf = (some: readonly number[]) => some.reduce((sum, colour) => sum + (counts.get(colour) ?? 0), 0);
  const boxes: Box[] = [{ colours: [...counts.keys()], pixels: colours.length }];
  while (boxes.length < 256) {
    // The root keeps a wide, plain ground from taking every part, and rare accents from having none.
    const weights = boxes.map(({ colours: some, pixels }) => Math.sqrt(pixels) * longestSide(some).extent ** 2);
    const most = weights.indexOf(Math.max(...weights));
    const box = boxes[most];
    if (!box || weights[most] === 0) break;
    const { shift } = longestSide(box.colours);
    const sorted = box.colours.toSorted((one, other) => ((one >> shift) & 0xff) - ((other >> shift) & 0xff));
    let seen = 0;
    let cut = sorted.findIndex((colour) => (seen += counts.get(colour) ?? 0) >= box.pixels / 2);
    cut = Math.min(Math.max(cut, 1), sorted.length - 1);
    const halves = [sorted.slice(0, cut), sorted.slice(cut)].map((some) => ({ colours: some, pixels: pixelsOf(some) }));
    boxes.splice(most, 1, ...halves);
  }
  const indexOf = new Map(boxes.flatMap(({ colours: some }, index) => some.map((colour) => [colour, index] as const)));
  return { palette: boxes.map(({ colours: some, pixels }) => middle(some, pixels, counts)), indexOf };
}

function longestSide(colours: readonly number[]): { readonly shift: number; readonly extent: number } {
  const sides = [16, 8, 0].map((shift) => {
    let [least, most] = [255, 0];
    for (const colour of colours) {
      const value = (colour >> shift) & 0xff;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return { shift, extent: most - least };
  });
  return sides.reduce((one, other) => (other.extent > one.extent ? other : one));
}

const middle = (colours: readonly number[], pixels: number, counts: ReadonlyMap<number, number>): number =>
  [16, 8, 0].reduce((sum, shift) => {
    const total = colours.reduce((all, colour) => all + ((colour >> shift) & 0xff) * (counts.get(colour) ?? 0), 0);
    return sum + (Math.round(total / pixels) << shift);
  }, 0);

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(checksum(body), body.length + 4);
  return out;
}

/** CRC-32, as RFC 2083 §15 has it. */
function checksum(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
