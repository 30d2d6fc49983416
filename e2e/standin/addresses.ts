/** Schemes that the app serves itself: Chromium knows none of them, so that a page of `app://longlines/` is loaded from `http://longlines.app.localhost/`. */
export class Schemes {
  private readonly handlers = new Map<string, (request: Request) => Promise<Response>>();

  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    this.handlers.set(scheme, handler);
  }

  handlerOf(url: string): ((request: Request) => Promise<Response>) | undefined {
    return this.handlers.get(url.slice(0, url.indexOf(':')));
  }

  /** As Chromium is to load it. */
  toPage(url: string): string {
    const [, scheme, host, rest] = /^([a-z]+):\/\/([^/]*)(.*)$/.exec(url) ?? [];
    return scheme !== undefined && host !== undefined && this.handlers.has(scheme)
      ? `http://${host}.${scheme}.localhost${rest ?? ''}`
      : url;
  }

  /** As the app knows it. */
  fromPage(url: string): string {
    const [, host, scheme, rest] = /^http:\/\/([^/]+)\.([a-z]+)\.localhost(.*)$/.exec(url) ?? [];
    return host !== undefined && scheme !== undefined && this.handlers.has(scheme) ? `${scheme}://${host}${rest ?? ''}` : url;
  }
}
