/**
 * Why a shell cannot do what it was told, in the operator's words.
 * - `usage`: an option, a file that was given, or the configuration
 * - `store-unusable`: damaged, of a newer version, in use; `refused`: anything else that cannot be had on this machine
 */
export class ShellError extends Error {
  override readonly name = 'ShellError';
  readonly code: 'usage' | 'store-unusable' | 'refused';

  constructor(code: ShellError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
