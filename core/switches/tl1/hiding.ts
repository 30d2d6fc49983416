import { word } from './command-text';

/** Shown instead of what is secret. */
const mask = '•••';

/** Takes a password out of texts, as it is and as a command has it, in capitals or not: switches repeat what they are sent. */
export function hiding(password: string): (text: string) => string {
  if (password === '') return (text) => text;
  const forms = [...new Set([word(password), password])].sort((one, other) => other.length - one.length);
  const secret = new RegExp(forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gi');
  return (text) => text.replace(secret, mask);
}
