/** What `store-writer` writes, for the tests that look for it: batch after batch, each a transaction. */
export const writerMigrations = ['CREATE TABLE writes (batch INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL) STRICT'];

/** Each batch has another number of rows, between 1 and 7, and texts of up to 900 characters. */
export const rowsOfBatch = (batch: number): number => 1 + (batch % 7);

export const textOfBatch = (batch: number): string => 'x'.repeat((batch * 37) % 900);
