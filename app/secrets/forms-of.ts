/** Shorter pieces than this are no sign of a secret. */
const LEAST = 4;

/**
 * All the ways in which a secret may stand in a text: as it is, line by line, within JSON, a URL or a form, in hex, and in base64, also
 * where it is a part of what was encoded, such as a name and a password.
 */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const url = encodeURIComponent(secret);
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  const forms = [
    secret,
    ...secret.split(/\r?\n/).map((line) => line.trim()),
    JSON.stringify(secret).slice(1, -1),
    ...[url, form].flatMap((text) => [text, text.replace(/%../g, (code) => code.toLowerCase())]),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((shift) => [base64Of(bytes, shift, 'base64'), base64Of(bytes, shift, 'base64url')]),
  ];
  return [...new Set(forms)].filter((form) => form.length >= LEAST);
}

/** The letters of base64 that the bytes alone decide when so many others stand before them, modulo three, and any behind. */
function base64Of(bytes: Buffer, shift: number, alphabet: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString(alphabet);
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
