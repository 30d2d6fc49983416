/** Names under which secrets are given, within longer ones too; the source of an expression that does not tell cases apart. */
export const secretNames =
  'password|passwd|passphrase|secret|credential|private[-_ ]?key|key[-_ ]?pem|api[-_ ]?key|authorization|access[-_ ]?token|refresh[-_ ]?token|session[-_ ]?token';

const secretName = new RegExp(secretNames, 'i');
export const isSecretName = (name: string): boolean => secretName.test(name);

/** How a private key in PEM begins; the source of an expression. */
export const privateKeyBegins = '-----BEGIN [A-Z ]*PRIVATE KEY-----';
