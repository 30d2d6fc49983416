/** `request`: one that we sent, with its answer; `notice`, `alarm`: what the manager told unasked; `link`: what became of the link itself. */
export const messageKinds = ['request', 'notice', 'alarm', 'link'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** How much it asks for attention: as the severities of X.733 have it; `calm`: it does not. */
export type MessageTone = 'calm' | 'warning' | 'minor' | 'major' | 'critical';

/** `cut`: what is kept is its beginning; `dropped`: it made room for later ones. */
export type BodyKept = 'none' | 'whole' | 'cut' | 'dropped';

/** Something that passed over a dedicated link, or happened to it. */
export interface LinkMessage {
  /** Grows over all links. */
  readonly number: number;
  readonly carrierId: string;
  /** Of a request, when it was sent. */
  readonly atMs: number;
  readonly kind: MessageKind;
  /** `out`: we began; `in`: the manager did; `here`: it did not pass over the link. */
  readonly direction: 'out' | 'in' | 'here';
  /** `GET`, `attribute-value-change`, `up`. */
  readonly event: string;
  /** The path, or what it is about. */
  readonly subject: string;
  /** The HTTP status; null: there is none, or no answer came. */
  readonly status: number | null;
  /** Of what the manager sent. */
  readonly bytes: number;
  /** From sending to the last byte of the answer; null: it is no request. */
  readonly elapsedMs: number | null;
  readonly text: string;
  readonly tone: MessageTone;
  readonly body: BodyKept;
}

/** When it was over: of a request, when its answer was here; all else is told once it is over. Messages are numbered in this order. */
export const endedAtMs = ({ kind, atMs, elapsedMs }: Pick<LinkMessage, 'kind' | 'atMs' | 'elapsedMs'>): number =>
  kind === 'request' ? atMs + (elapsedMs ?? 0) : atMs;

export interface MessageBody {
  readonly sent: string;
  readonly received: string;
}

export interface MessageQuery {
  readonly carrierId?: string | undefined;
  readonly kinds?: readonly MessageKind[] | undefined;
  /** Only those whose tone is not calm. */
  readonly isNotable?: boolean | undefined;
  /** In the event, subject or words, whatever the case. */
  readonly text?: string | undefined;
  /** Older than this number. */
  readonly before?: number | undefined;
  readonly count: number;
}

export interface MessagePage {
  /** Newest first. */
  readonly messages: readonly LinkMessage[];
  /** Older ones fit as well. */
  readonly isMore: boolean;
  /** That are kept, of these carriers, whether they fit or not; and of all since the host began. */
  readonly kept: number;
  readonly noted: number;
}

/** How notices come. */
export type NoticeWay = 'sse' | 'websocket' | 'polled';
