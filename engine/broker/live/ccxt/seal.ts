import type { Leaving } from './certified/row.ts';

/** A request as it is about to leave. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string | undefined;
}

/**
 * Why a request is not the one that is meant, as the end of a sentence; undefined where it is. Every field has to be there, and no
 * other one: an exchange passes over a field that it does not know, and an order whose trigger is called wrongly has none.
 */
export function breachOf(outgoing: Outgoing, { method, path, fields }: Leaving, signing: readonly string[]): string | undefined {
  const { pathname } = new URL(outgoing.url);
  if (outgoing.method !== method || !pathname.endsWith(path)) return `it went to ${outgoing.method} ${pathname}, not to ${method} ${path}`;
  const said = fieldsOf(outgoing);
  for (const name of signing) delete said[name];
  for (const [name, value] of Object.entries(fields)) {
    if (said[name] === undefined) return `it went without "${name}"`;
    if (value !== '*' && !isSame(said[name], value)) return `its "${name}" was "${said[name]}", not "${value}"`;
    delete said[name];
  }
  const [odd] = Object.keys(said);
  return odd === undefined ? undefined : `it had "${odd}", which was not asked for`;
}

/** The fields of a request by their names, those within others behind a dot: its query and its body, or what a header holds. */
export function fieldsOf({ url, headers, body }: Outgoing): Record<string, string> {
  const fields: Record<string, string> = Object.fromEntries(new URL(url).searchParams);
  const payload = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-gemini-payload')?.[1];
  const text = payload === undefined ? (body ?? '') : Buffer.from(String(payload), 'base64').toString();
  if (/^\s*[[{]/.test(text)) flatten(JSON.parse(text), '', fields);
  else for (const [name, value] of new URLSearchParams(text)) fields[name] = value;
  return fields;
}

function flatten(value: unknown, name: string, into: Record<string, string>): void {
  if (Array.isArray(value) && name === '' && value.length === 1) flatten(value[0], '', into);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) flatten(one, name === '' ? key : `${name}.${key}`, into);
  else into[name] = String(value);
}

/** Whether two texts are one, or one number: `0.010` is `0.01`. */
const isSame = (a: string, b: string): boolean => a === b || (isDecimal(a) && isDecimal(b) && plain(a) === plain(b));

const isDecimal = (text: string): boolean => /^\d+(?:\.\d+)?$/.test(text);

/** A decimal without zeros that say nothing. */
export const plain = (text: string): string =>
  (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text).replace(/^0+(?=\d)/, '');
