import { formsOf } from './forms-of.ts';
import { isSecretName } from './secret-words.ts';

/** What stands in place of a secret. Nothing of it is shown, not even how it begins. */
export const REDACTED = '[redacted]';

/** A name with its value as URLs and forms, JSON and headers write them. */
const PAIRS: readonly RegExp[] = [
  /((?:^|[?&\s"'(])([\w.-]+)=)([^\s&"'<>)]+)/g,
  /("([\w.-]+)"\s*:\s*)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)/g,
  /(\b([\w-]+)\s*:\s*)([\w+/=.~-]{16,})/g,
];

/** What an Authorization header says behind its first word. */
const CREDENTIALS = /\b(Bearer|Basic|Digest|Token) +[\w+/=.~:-]{16,}/gi;

/**
 * Takes secrets out of what is about to be printed: by the names of fields, and by the values that it has learnt, in whatever form they
 * stand. It errs on the side of taking out too much.
 */
export class Redaction {
  readonly #forms = new Set<string>();
  #pattern: RegExp | undefined;

  /** Learns secrets: from now on they are taken out wherever they stand. */
  learn(secrets: Iterable<string>): void {
    for (const secret of secrets) for (const form of formsOf(secret)) this.#forms.add(form);
    // The longest first, so that nothing of a longer one is left.
    const longest = [...this.#forms].sort((a, b) => b.length - a.length);
    this.#pattern = longest.length === 0 ? undefined : new RegExp(longest.map(escaped).join('|'), 'g');
  }

  /** A text without the secrets that are known, and without what stands beside the name of one. */
  text(text: string): string {
    let left = this.known(text).replace(CREDENTIALS, `$1 ${REDACTED}`);
    for (const pair of PAIRS)
      left = left.replace(pair, (all: string, before: string, name: string, value: string) => {
        if (!isSecretName(name)) return all;
        return before + (value.startsWith('"') ? `"${REDACTED}"` : REDACTED);
      });
    return left;
  }

  /** A text without the secrets that are known, and otherwise as it was: for sentences that a user is to read. */
  known(text: string): string {
    return this.#pattern === undefined ? text : text.replace(this.#pattern, REDACTED);
  }

  /** A copy of a value without secrets, for a log: plain objects, lists, maps and errors are gone through, bytes are only counted. */
  redacted(value: unknown): unknown {
    return this.#copy(value, new Set());
  }

  #copy(value: unknown, above: Set<object>): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
    if (above.has(value)) return '[circular]';
    if (value instanceof Date) return value;
    if (value instanceof URL) return this.text(value.href);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    above.add(value);
    try {
      if (Array.isArray(value)) return value.map((one) => this.#copy(one, above));
      if (value instanceof Set) return [...value].map((one) => this.#copy(one, above));
      if (value instanceof Map)
        return this.#fields(
          [...value].map(([key, one]) => [String(key), one]),
          above,
        );
      if (value instanceof Error) return this.#error(value, above);
      return this.#fields(Object.entries(value), above);
    } finally {
      above.delete(value);
    }
  }

  #fields(entries: readonly (readonly [string, unknown])[], above: Set<object>): Record<string, unknown> {
    return Object.fromEntries(
      entries.map(([key, value]) => [
        this.known(key),
        isSecretName(key) && value !== undefined && value !== null && typeof value !== 'boolean' ? REDACTED : this.#copy(value, above),
      ]),
    );
  }

  #error(error: Error, above: Set<object>): Record<string, unknown> {
    const { name, message, stack, cause } = error;
    const rest = Object.entries(error).filter(([key]) => !['name', 'message', 'stack', 'cause'].includes(key));
    return {
      type: name,
      message: this.text(message),
      ...(stack !== undefined && { stack: this.text(stack) }),
      ...(cause !== undefined && { cause: this.#copy(cause, above) }),
      ...this.#fields(rest, above),
    };
  }
}

/** What this process has learnt: what is secret to one part of it is to all. */
export const redaction = new Redaction();

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
