import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { telnetCodec, type TelnetCodec } from './codec';
import { telnet } from './options';

const { IAC, SB, SE, WILL, WONT, DO, DONT, BINARY, ECHO, SGA, TTYPE, NAWS } = telnet;
const size = { columns: 80, rows: 24 };
const bytes = (...parts: (number | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]))));

function seen(codec: TelnetCodec, ...chunks: Uint8Array[]) {
  const parts = chunks.map((chunk) => codec.receive(chunk));
  return {
    data: Buffer.concat(parts.map(({ data }) => data)).toString('latin1'),
    answer: [...Buffer.concat(parts.map(({ answer }) => answer))],
  };
}

/** A peer whose first command made the codec offer what it offers. */
function begun(): TelnetCodec {
  const codec = telnetCodec(size);
  codec.receive(bytes(IAC, DONT, SGA));
  return codec;
}

describe('telnet, what comes in', () => {
  test('text passes as it is, and nothing is answered to who never negotiates', () => {
    expect(seen(telnetCodec(size), bytes('login: \r\n\u00e9'))).toEqual({ data: 'login: \r\n\u00e9', answer: [] });
  });

  test('a doubled IAC is one byte 255', () => {
    expect(seen(telnetCodec(size), bytes('a', IAC, IAC, 'b')).data).toBe('a\u00ffb');
  });

  test.each([
    ['CR NUL is CR', bytes('a\r\0b'), 'a\rb'],
    ['CR LF stays', bytes('a\r\nb'), 'a\r\nb'],
    ['NUL alone stays', bytes('a\0b'), 'a\0b'],
    ['only one NUL belongs to a CR', bytes('\r\0\0'), '\r\0'],
    ['a CR and what follows stay together over a command', bytes('\r', IAC, 241, '\0x'), '\rx'],
  ])('%s', (_rule, input, data) => {
    expect(seen(telnetCodec(size), input).data).toBe(data);
  });

  test('commands that have no effect on a terminal are passed over', () => {
    for (let command = 240; command < 250; command++)
      expect(seen(telnetCodec(size), bytes('a', IAC, command, 'b'))).toEqual({ data: 'ab', answer: [] });
  });

  test('binary: a NUL after CR is kept', () => {
    const codec = begun();
    codec.receive(bytes(IAC, WILL, BINARY));
    expect(seen(codec, bytes('\r\0')).data).toBe('\r\0');
  });
});

describe('telnet, options', () => {
  test('the first command of the peer lets us offer type and size, and ask for no go-ahead, once', () => {
    const codec = telnetCodec(size);
    const offers = [IAC, WILL, TTYPE, IAC, WILL, NAWS, IAC, DO, SGA];
    expect(seen(codec, bytes(IAC, WILL, ECHO)).answer).toEqual([IAC, DO, ECHO, ...offers]);
    expect(seen(codec, bytes(IAC, WONT, 99)).answer).toEqual([]);
  });

  test.each([
    ['binary', WILL, BINARY, DO],
    ['echo', WILL, ECHO, DO],
    ['no go-ahead, ours', DO, SGA, WILL],
    ['binary, ours', DO, BINARY, WILL],
    ['our echo is refused', DO, ECHO, WONT],
    ['environment is refused', DO, 39, WONT],
    ['line mode is refused', DO, 34, WONT],
    ['its terminal type is refused', WILL, TTYPE, DONT],
    ['compression is refused', WILL, 86, DONT],
  ])('%s', (_rule, asked, option, answered) => {
    expect(seen(begun(), bytes(IAC, asked, option)).answer).toEqual([IAC, answered, option]);
  });

  test('what is on is not answered again; what is taken back is confirmed once', () => {
    const codec = begun();
    codec.receive(bytes(IAC, WILL, ECHO));
    expect(seen(codec, bytes(IAC, WILL, ECHO)).answer).toEqual([]);
    expect(seen(codec, bytes(IAC, WONT, ECHO)).answer).toEqual([IAC, DONT, ECHO]);
    expect(seen(codec, bytes(IAC, WONT, ECHO)).answer).toEqual([]);
  });

  test('an answer to what we asked for is not answered', () => {
    const codec = begun();
    expect(seen(codec, bytes(IAC, DO, TTYPE, IAC, WILL, SGA)).answer).toEqual([]);
    expect(seen(begun(), bytes(IAC, DONT, TTYPE, IAC, WONT, SGA)).answer).toEqual([]);
  });

  test('the size is told when it is agreed, and when it changes; a byte 255 in it is doubled', () => {
    const codec = begun();
    expect(codec.resize({ columns: 100, rows: 30 })).toHaveLength(0);
    expect(seen(codec, bytes(IAC, DO, NAWS)).answer).toEqual([IAC, SB, NAWS, 0, 100, 0, 30, IAC, SE]);
    expect([...codec.resize({ columns: 255, rows: 256 })]).toEqual([IAC, SB, NAWS, 0, 255, 255, 1, 0, IAC, SE]);
    expect([...codec.resize({ columns: 1e9, rows: -1 })]).toEqual([IAC, SB, NAWS, 255, 255, 255, 255, 0, 1, IAC, SE]);
  });

  test('the terminal types are told one by one, the last one twice', () => {
    const codec = begun();
    const ask = bytes(IAC, SB, TTYPE, 1, IAC, SE);
    expect(seen(codec, ask).answer).toEqual([]);
    codec.receive(bytes(IAC, DO, TTYPE));
    const told = [1, 2, 3, 4].map(() => Buffer.from(seen(codec, ask).answer).subarray(4, -2).toString('latin1'));
    expect(told).toEqual(['XTERM-256COLOR', 'XTERM', 'VT100', 'VT100']);
  });
});

describe('telnet, what is sent', () => {
  test.each([
    ['a byte 255 is doubled', '\u00ff', [255, 255]],
    ['Enter ends a line', '\r', [13, 10]],
    ['a line end that is one already stays', '\r\n', [13, 10]],
    ['a line feed stays', '\n', [10]],
  ])('%s', (_rule, typed, sent) => {
    expect([...begun().send(bytes(typed))]).toEqual(sent);
  });

  test('to a peer that echoes Enter is CR NUL, in binary CR alone', () => {
    const codec = begun();
    codec.receive(bytes(IAC, WILL, ECHO));
    expect([...codec.send(bytes('\r'))]).toEqual([13, 0]);
    codec.receive(bytes(IAC, DO, BINARY));
    expect([...codec.send(bytes('\r'))]).toEqual([13]);
  });

  test('whatever is typed comes out at a peer that reads telnet', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (typed) => {
        const codec = begun();
        codec.receive(bytes(IAC, WILL, ECHO));
        expect(telnetCodec(size).receive(codec.send(typed)).data).toEqual(Buffer.from(typed));
      }),
      { numRuns: 500 },
    );
  });
});

describe('telnet, hostile peers', () => {
  const anyByte = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(IAC, SB, SE, WILL, WONT, DO, DONT, BINARY, ECHO, SGA, TTYPE, NAWS, 0, 1, 10, 13) },
    { weight: 1, arbitrary: fc.nat(255) },
  );

  test('it does not matter where the bytes are split', () => {
    fc.assert(
      fc.property(fc.array(anyByte, { maxLength: 300 }), fc.array(fc.nat(300), { maxLength: 10 }), (input, cuts) => {
        const whole = Buffer.from(input);
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((one, other) => one - other), whole.length];
        const pieces = places.slice(1).map((to, index) => whole.subarray(places[index], to));
        expect(seen(telnetCodec(size), ...pieces)).toEqual(seen(telnetCodec(size), whole));
      }),
      { numRuns: 500 },
    );
  });

  test('a flood of options is answered in bounded number', () => {
    const codec = telnetCodec(size);
    let answered = 0;
    for (let round = 0; round < 10_000; round++) {
      const flood = bytes(
        IAC,
        WILL,
        round % 256,
        IAC,
        WONT,
        ECHO,
        IAC,
        WILL,
        ECHO,
        IAC,
        DO,
        TTYPE,
        IAC,
        SB,
        TTYPE,
        1,
        IAC,
        SE,
        IAC,
        DONT,
        NAWS,
        IAC,
        DO,
        NAWS,
      );
      answered += codec.receive(flood).answer.length;
    }
    expect(answered).toBeLessThan(300 * 20);
    expect(seen(codec, bytes('still here')).data).toBe('still here');
  });

  test('two peers that answer each other come to an end', () => {
    fc.assert(
      fc.property(fc.array(anyByte, { maxLength: 100 }), (stimulus) => {
        const [one, other] = [telnetCodec(size), telnetCodec(size)];
        let message: Uint8Array = Buffer.from(stimulus);
        let rounds = 0;
        while (message.length > 0) {
          message = (rounds++ % 2 === 0 ? one : other).receive(message).answer;
          expect(rounds).toBeLessThan(20);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a subnegotiation that does not end hides what follows only for a while', () => {
    const codec = telnetCodec(size);
    codec.receive(bytes(IAC, SB, TTYPE));
    expect(codec.receive(Buffer.alloc(100_000, 'x')).data.length).toBeGreaterThan(80_000);
  });

  test('a subnegotiation whose end was forgotten ends with the next command', () => {
    expect(seen(begun(), bytes(IAC, SB, TTYPE, 1, IAC, WILL, 99, 'text'))).toEqual({ data: 'text', answer: [IAC, DONT, 99] });
  });

  test('ten million bytes of anything are read without a throw, in time that grows with them alone', () => {
    const codec = telnetCodec(size);
    let state = 1;
    let shown = 0;
    for (let round = 0; round < 160; round++) {
      const chunk = Buffer.alloc(65_536);
      for (let index = 0; index < chunk.length; index++) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        const draw = state >>> 16;
        chunk[index] = draw % 3 === 0 ? 240 + (draw % 16) : draw & 255;
      }
      shown += codec.receive(chunk).data.length;
    }
    expect(shown).toBeGreaterThan(0);
  });
});
