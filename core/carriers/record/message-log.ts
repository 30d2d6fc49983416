import type { Clock } from '../../model/clock';
import type { BodyKept, LinkMessage, MessageBody, MessagePage, MessageQuery, MessageTone } from '../../model/link-message';
import { withoutSecrets } from './without-secrets';

/** As it is noted: what was sent and received goes beside it. */
export interface NotedMessage extends Omit<LinkMessage, 'number' | 'carrierId' | 'body'> {
  readonly sent?: string;
  readonly received?: string;
}

export interface MessageBounds {
  readonly messages: number;
  /** Of bodies, for each carrier. */
  readonly bodyBytes: number;
  /** Of one side of one message. */
  readonly oneBodyBytes: number;
}

export const standardBounds: MessageBounds = { messages: 2_000, bodyBytes: 4 * 2 ** 20, oneBodyBytes: 64 * 2 ** 10 };

interface Entry {
  message: LinkMessage;
  content: MessageBody | null;
  bytes: number;
}

/** The latest messages of each dedicated link, in memory. Bounded; secrets are never kept. */
export class MessageLog {
  private readonly byCarrier = new Map<string, CarrierMessages>();
  private readonly bounds: MessageBounds;
  private readonly clock: Pick<Clock, 'now'>;
  private latest = 0;

  constructor(clock: Pick<Clock, 'now'>, bounds = standardBounds) {
    this.clock = clock;
    this.bounds = bounds;
  }

  note(carrierId: string, { sent = '', received = '', ...noted }: NotedMessage): void {
    this.latest += 1;
    this.of(carrierId).add({ ...noted, number: this.latest, carrierId }, { sent, received }, this.bounds);
  }

  /** Something that happened to the link itself. */
  noteLink(carrierId: string, event: string, text: string, tone: MessageTone = 'calm', elapsedMs: number | null = null): void {
    this.note(carrierId, {
      ...{ atMs: this.clock.now(), kind: 'link', direction: 'here', event, subject: '', status: null, bytes: 0, elapsedMs, text, tone },
    });
  }

  /** How many were noted of the carrier since the host began, and the last of them. */
  summary(carrierId: string): { readonly noted: number; readonly last: LinkMessage | null } {
    const own = this.byCarrier.get(carrierId);
    return { noted: own?.noted ?? 0, last: own?.entries.at(-1)?.message ?? null };
  }

  page({ carrierId, kinds, isNotable = false, text = '', before = Infinity, count }: MessageQuery): MessagePage {
    const asked = carrierId === undefined ? [...this.byCarrier.values()] : [this.byCarrier.get(carrierId)].flatMap((own) => own ?? []);
    const words = text.trim().toLowerCase();
    const fits = ({ kind, tone, event, subject, text: said, number }: LinkMessage): boolean =>
      number < before &&
      (kinds === undefined || kinds.length === 0 || kinds.includes(kind)) &&
      (!isNotable || tone !== 'calm') &&
      (words === '' || `${event} ${subject} ${said}`.toLowerCase().includes(words));
    const found = asked
      .flatMap(({ entries }) => entries.flatMap(({ message }) => (fits(message) ? [message] : [])))
      .sort((one, other) => other.number - one.number);
    const sum = (of: (own: CarrierMessages) => number): number => asked.reduce((total, own) => total + of(own), 0);
    return {
      messages: found.slice(0, count),
      isMore: found.length > count,
      kept: sum(({ entries }) => entries.length),
      noted: sum(({ noted }) => noted),
    };
  }

  /** undefined: it is not kept any more. */
  find(number: number): { readonly message: LinkMessage; readonly body: MessageBody | null } | undefined {
    for (const { entries } of this.byCarrier.values()) {
      const entry = entries.find(({ message }) => message.number === number);
      if (entry) return { message: entry.message, body: entry.content };
    }
    return undefined;
  }

  /** Of a carrier that is removed. */
  forget(carrierId: string): void {
    this.byCarrier.delete(carrierId);
  }

  private of(carrierId: string): CarrierMessages {
    const known = this.byCarrier.get(carrierId) ?? new CarrierMessages();
    this.byCarrier.set(carrierId, known);
    return known;
  }
}

class CarrierMessages {
  readonly entries: Entry[] = [];
  noted = 0;
  private bodyBytes = 0;
  /** Before this place no entry has a body. */
  private firstWithBody = 0;

  add(message: Omit<LinkMessage, 'body'>, given: MessageBody, { messages, bodyBytes, oneBodyBytes }: MessageBounds): void {
    this.noted += 1;
    const [sent, received] = [bounded(given.sent, oneBodyBytes), bounded(given.received, oneBodyBytes)];
    const content = { sent: sent.text, received: received.text };
    const isNone = content.sent === '' && content.received === '';
    const body: BodyKept = isNone ? 'none' : sent.isCut || received.isCut ? 'cut' : 'whole';
    const bytes = Buffer.byteLength(content.sent) + Buffer.byteLength(content.received);
    const [event, subject, words] = [message.event, message.subject, message.text].map((said) => withoutSecrets(said));
    const kept = { ...message, event: event ?? '', subject: subject ?? '', text: words ?? '', body };
    this.entries.push({ message: kept, content: isNone ? null : content, bytes });
    this.bodyBytes += bytes;
    if (this.entries.length > messages) this.forgetFirst();
    while (this.bodyBytes > bodyBytes && this.firstWithBody < this.entries.length - 1) this.dropBody();
  }

  private forgetFirst(): void {
    const first = this.entries.shift();
    this.bodyBytes -= first?.bytes ?? 0;
    this.firstWithBody = Math.max(0, this.firstWithBody - 1);
  }

  private dropBody(): void {
    const entry = this.entries[this.firstWithBody];
    this.firstWithBody += 1;
    if (!entry?.content) return;
    this.bodyBytes -= entry.bytes;
    entry.message = { ...entry.message, body: 'dropped' };
    entry.content = null;
    entry.bytes = 0;
  }
}

/** Cut in characters, of which none takes less than a byte; only what holds no secret any more, for a cut can hide what a value is called. */
function bounded(given: string, maxBytes: number): { readonly text: string; readonly isCut: boolean } {
  const text = withoutSecrets(given);
  const isCut = Buffer.byteLength(text) > maxBytes;
  if (!isCut) return { text, isCut };
  const cut = Buffer.from(text.slice(0, maxBytes))
    .subarray(0, maxBytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return { text: cut, isCut };
}
