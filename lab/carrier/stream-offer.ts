/** By which streams a manager tells of changes: server-sent events (RFC 8040), TAPI's own log over WebSocket (TR-548), both or none. */
export const streamChoices = ['sse', 'websocket', 'both', 'none'] as const;
export type StreamChoice = (typeof streamChoices)[number];

export interface StreamOffer {
  readonly hasSse: boolean;
  readonly hasWebSocket: boolean;
}

export const streamOffer = (choice: StreamChoice): StreamOffer => ({
  hasSse: choice === 'sse' || choice === 'both',
  hasWebSocket: choice === 'websocket' || choice === 'both',
});
