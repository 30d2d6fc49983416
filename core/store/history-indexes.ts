/** What the history is looked through by: when, what, of what, and by whom but for the engine, which is the author of most. */
export const historyIndexes = `
  CREATE INDEX history_by_time ON history (at_ms);
  CREATE INDEX history_by_event ON history (event);
  CREATE INDEX history_by_subject ON history (subject);
  CREATE INDEX history_by_actor ON history (actor) WHERE actor <> 'engine';
  CREATE INDEX transitions_by_time ON transitions (at_ms);
  CREATE INDEX transitions_by_state ON transitions (to_state);
  CREATE INDEX transitions_by_actor ON transitions (actor) WHERE actor <> 'engine';
`;
