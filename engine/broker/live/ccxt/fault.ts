import { VenueFault } from '../venue.ts';
import type { Certified } from './certified/row.ts';
import type { Sending } from './sender.ts';

/** What ccxt's classes of errors mean for a request, the narrowest first. */
const CLASSES: readonly (readonly [name: string, kind: VenueFault['kind']])[] = [
  ['DDoSProtection', 'busy'],
  ['RateLimitExceeded', 'busy'],
  ['InvalidNonce', 'clock'],
  ['OperationFailed', 'unknown'],
  ['AuthenticationError', 'auth'],
  ['OrderNotFound', 'not-found'],
  ['DuplicateOrderId', 'duplicate'],
  ['BaseError', 'refused'],
];

/** For how long an address rests that was shut out, where the answer does not say: two minutes is the shortest ban of them all. */
const BAN = 120_000;

/**
 * What ccxt threw, and what is known of the request: `refused` where the exchange said no or nothing was asked of it, `not-sent` where no
 * connection was made, `unknown` where a write may have arrived.
 */
export function faultOf(
  thrown: unknown,
  sending: Sending,
  { words, name }: Pick<Certified, 'words' | 'name'>,
  isWrite: boolean,
): VenueFault {
  if (thrown instanceof VenueFault) return thrown;
  const text = textOf(thrown, name);
  const { begun, hasLeft, wasConnected, breach, status, retryAfter } = sending;
  if (breach !== '') return new VenueFault('refused', `ccxt would have sent something else: ${breach}`);
  // Nothing was asked of the exchange: ccxt itself refused.
  if (begun === 0) return new VenueFault('refused', text);
  if (!wasConnected) return new VenueFault('not-sent', text);
  const kind = kindOf(thrown, status, text, words);
  if (kind === 'busy') {
    const rest = retryAfter > 0 ? retryAfter : status === 418 ? BAN : Number.NaN;
    return new VenueFault('busy', text, rest > 0 ? { retryAfter: rest } : {});
  }
  // Of a call whose write had not left yet, only what it had asked before is in doubt.
  if (kind === 'unknown' && isWrite && !hasLeft) return new VenueFault('not-sent', text);
  return new VenueFault(kind, text);
}

function kindOf(thrown: unknown, status: number, text: string, words: Certified['words']): VenueFault['kind'] {
  // An answer 5xx says nothing of what became of the request, whatever it says.
  if (status >= 500) return 'unknown';
  const word = words.find(([pattern]) => pattern.test(text));
  if (word !== undefined && status !== 0) return word[1];
  if (status === 429 || status === 418) return 'busy';
  if (status === 403 || status === 451) return 'auth';
  const names = ancestors(thrown);
  const known = CLASSES.find(([one]) => names.includes(one));
  if (known === undefined) return 'unknown';
  // Without an answer nothing can have been refused.
  return status === 0 && known[1] === 'refused' ? 'unknown' : known[1];
}

function ancestors(thrown: unknown): string[] {
  const names: string[] = [];
  for (let of: unknown = thrown; typeof of === 'object' && of !== null; of = Object.getPrototypeOf(of)) names.push(of.constructor.name);
  return names;
}

/** What an error says, without the address it was sent to (which is signed) and without pages of markup. */
function textOf(thrown: unknown, name: string): string {
  const text = (thrown instanceof Error ? thrown.message : String(thrown))
    .replace(/<(style|script|title)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/\b(?:GET|POST|PUT|DELETE) https?:\/\/\S+/g, '')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const plain = text.replace(/^\w+ /, (word) => (name.startsWith(word.trim().slice(0, 4)) ? '' : word));
  return plain.length > 200 ? `${plain.slice(0, 197)}...` : plain;
}
