import { loadParser, parserSamples } from '../core/switches/tl1/testing/parser-load';

const megabyte = 2 ** 20;
const sizes = [12.5, 50];

/** The TL1 parser over 12.5 and 50 MB of each sample, whole and byte by byte: four times as much is to take four times as long. */
for (const [name, sample] of Object.entries(parserSamples))
  for (const [how, pieceBytes] of [
    ['whole', Infinity],
    ['byte by byte', 1],
  ] as const) {
    const loads = sizes.map((size) => loadParser(sample, size * megabyte, Math.min(pieceBytes, size * megabyte)));
    const times = loads.map(({ elapsedMs }, at) => `${sizes[at] ?? 0} MB in ${(elapsedMs / 1000).toFixed(2)} s`);
    const last = loads.at(-1);
    process.stdout.write(
      `${name}, ${how}: ${times.join(', ')}; ${last?.messages ?? 0} messages, at most ${Math.ceil((last?.mostHeldBytes ?? 0) / 1024)} KB kept\n`,
    );
  }
