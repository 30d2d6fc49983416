import { clip } from '../tapi/json';

const maxId = 100;
const maxName = 200;

/** Ids of a file are kept as they are, so those that could not be shown or entered again are none. */
export const isUsableId = (id: string): boolean => id !== '' && clip(id, maxId) === id;
export const idRule = `1 to ${maxId} characters, without control characters and blanks at the ends`;

/** For people: one line, short; the fallback where nothing is left. */
export const nameFrom = (text: string | null | undefined, fallback: string): string => clip(text ?? '', maxName) || fallback;

export const quoted = (text: string): string => `"${clip(text, 60)}"`;
