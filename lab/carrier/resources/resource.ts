import { document, type Answer } from '../answer';

export interface RestconfRequest {
  readonly method: string;
  /** Decoded, without query. */
  readonly path: string;
  /** `https://host:port`, as the client addressed us. */
  readonly origin: string;
  readonly body: string;
  readonly contentType: string;
  /** The `If-Match` header; null: there is none. */
  readonly ifMatch: string | null;
}

export type Handler = (request: RestconfRequest, key: string) => Answer;
export type Methods = Readonly<Record<string, Handler>>;

/** A path below `{root}/data` (its group is the key), and what can be done there. */
export type Resource = readonly [RegExp, Methods];

export const reads = (read: (request: RestconfRequest) => object): Methods => ({ GET: (request) => document(read(request)) });

export const context = String.raw`^/tapi-common:context`;
export const pattern = (path: string): RegExp => new RegExp(`${path}$`);
