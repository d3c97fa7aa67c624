import { DOCUMENTED, type Parameter } from './documented.ts';
import { Refusal } from './refusal.ts';

/** The parameters of a request, checked against the documentation; what is not given is undefined. */
export type Asked = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Reads what was asked for. Throws 10001 for what is missing or of another type than documented; what the documentation does not know
 * is handed to `odd`, as Bybit passes over it.
 */
export function askedOf(path: string, given: Readonly<Record<string, unknown>>, isQuery: boolean, odd: (name: string) => void): Asked {
  const parameters = DOCUMENTED[path] ?? {};
  const asked: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(given)) {
    const parameter = parameters[name];
    if (parameter === undefined) odd(`${path} ${name}`);
    else if (value !== null && value !== undefined) asked[name] = readValue(name, value, parameter, isQuery);
  }
  for (const [name, { required }] of Object.entries(parameters)) {
    if (required === true && (asked[name] === undefined || asked[name] === ''))
      throw new Refusal(10001, `Request parameter error: params error: ${name} is required`);
  }
  return asked;
}

function readValue(name: string, value: unknown, { type }: Parameter, isQuery: boolean): string | number | boolean {
  const wrong = (): Refusal => new Refusal(10001, `Request parameter error: params error: ${name} must be of type ${type}`);
  if (type === 'integer') {
    const count = isQuery ? Number(value) : value;
    if (!Number.isSafeInteger(count)) throw wrong();
    return count as number;
  }
  if (typeof value !== type) throw wrong();
  return value as string | boolean;
}

/** A text that was asked for; empty where nothing was said. */
export const textOf = (asked: Asked, name: string): string => String(asked[name] ?? '');
