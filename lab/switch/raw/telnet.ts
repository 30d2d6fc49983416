/** Telnet's own bytes (RFC 854), and the options that we know: ECHO (RFC 857), SGA (858), TTYPE (1091), NAWS (1073). */
const [IAC, DONT, DO, WONT, WILL, SB, SE] = [255, 254, 253, 252, 251, 250, 240];
const [interruptProcess, areYouThere, eraseCharacter, eraseLine] = [244, 246, 247, 248];
const [ECHO, SGA, TTYPE, NAWS] = [1, 3, 24, 31];
const longestSubnegotiation = 256;

type Agreement = 'no' | 'asked' | 'yes';

export interface TelnetEvents {
  send(bytes: Buffer): void;
  data(bytes: Buffer): void;
}

/** Our side of telnet: takes options out of what comes in, and answers only what changes something, so that no two sides can go on for ever. */
export class Telnet {
  readonly #events: TelnetEvents;
  readonly #ours = new Map<number, Agreement>([
    [ECHO, 'no'],
    [SGA, 'no'],
  ]);
  readonly #theirs = new Map<number, Agreement>([
    [SGA, 'no'],
    [NAWS, 'no'],
    [TTYPE, 'no'],
  ]);
  #state: 'data' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command' = 'data';
  #command = 0;
  #collected: number[] = [];
  #columns: number | null = null;
  #rows = 0;
  #type = '';

  constructor(events: TelnetEvents) {
    this.#events = events;
  }

  /** Offers to echo, without waiting for turns; asks for the terminal's size and type. */
  begin(): void {
    for (const option of [ECHO, SGA]) this.#ask(this.#ours, WILL, option);
    for (const option of [NAWS, TTYPE]) this.#ask(this.#theirs, DO, option);
  }

  get isEchoing(): boolean {
    return this.#ours.get(ECHO) !== 'no';
  }

  get size(): { readonly columns: number; readonly rows: number; readonly type: string } | null {
    return this.#columns === null ? null : { columns: this.#columns, rows: this.#rows, type: this.#type };
  }

  take(bytes: Buffer): void {
    const data: number[] = [];
    for (const byte of bytes) this.#takeOne(byte, data);
    if (data.length > 0) this.#events.data(Buffer.from(data));
  }

  /** In text a lone CR is CR NUL, and byte 255 is sent twice. */
  encode(text: string | Buffer): Buffer {
    const bytes = typeof text === 'string' ? Buffer.from(text.replaceAll(/\r(?!\n)/g, '\r\0'), 'utf8') : text;
    return bytes.includes(IAC) ? Buffer.from([...bytes].flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte]))) : bytes;
  }

  #takeOne(byte: number, data: number[]): void {
    switch (this.#state) {
      case 'data':
        if (byte === IAC) this.#state = 'command';
        else data.push(byte);
        return;
      case 'command':
        this.#takeCommand(byte, data);
        return;
      case 'option':
        this.#state = 'data';
        this.#negotiate(this.#command, byte);
        return;
      case 'subnegotiation':
        if (byte === IAC) this.#state = 'subnegotiation-command';
        else if (this.#collected.length < longestSubnegotiation) this.#collected.push(byte);
        return;
      case 'subnegotiation-command':
        this.#state = byte === SE ? 'data' : 'subnegotiation';
        if (byte === SE) this.#learn(this.#collected);
        else if (byte === IAC && this.#collected.length < longestSubnegotiation) this.#collected.push(byte);
        return;
    }
  }

  #takeCommand(byte: number, data: number[]): void {
    this.#state = 'data';
    if (byte === WILL || byte === WONT || byte === DO || byte === DONT) {
      this.#command = byte;
      this.#state = 'option';
    } else if (byte === SB) {
      this.#collected = [];
      this.#state = 'subnegotiation';
    } else if (byte === IAC) data.push(IAC);
    else if (byte === interruptProcess) data.push(3);
    else if (byte === eraseCharacter) data.push(127);
    else if (byte === eraseLine) data.push(21);
    else if (byte === areYouThere) this.#events.send(Buffer.from('\r\n[yes]\r\n'));
  }

  #negotiate(command: number, option: number): void {
    const isOurs = command === DO || command === DONT;
    const side = isOurs ? this.#ours : this.#theirs;
    const [agree, refuse] = isOurs ? [WILL, WONT] : [DO, DONT];
    const now = side.get(option);
    if (command === DO || command === WILL) {
      if (now === undefined) this.#say(refuse, option);
      else if (now === 'no') this.#say(agree, option);
      if (now === undefined || now === 'yes') return;
      side.set(option, 'yes');
      if (command === WILL && option === TTYPE) this.#events.send(Buffer.from([IAC, SB, TTYPE, 1, IAC, SE]));
      return;
    }
    if (now === 'yes') this.#say(refuse, option);
    if (now !== undefined) side.set(option, 'no');
  }

  #learn([option, ...content]: readonly number[]): void {
    if (option === NAWS && content.length === 4) {
      const told = Buffer.from(content);
      [this.#columns, this.#rows] = [told.readUInt16BE(0), told.readUInt16BE(2)];
    }
    if (option === TTYPE && content[0] === 0)
      this.#type = Buffer.from(content.slice(1))
        .toString('latin1')
        .replaceAll(/[^ -~]/g, '');
  }

  #ask(side: Map<number, Agreement>, command: number, option: number): void {
    side.set(option, 'asked');
    this.#say(command, option);
  }

  #say(command: number, option: number): void {
    this.#events.send(Buffer.from([IAC, command, option]));
  }
}
