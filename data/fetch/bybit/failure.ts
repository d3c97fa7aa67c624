import type { APIResponseV3 } from 'bybit-api';
import { ConfigError, VenueError } from '../../../engine/model/errors.ts';
import { MINUTE } from '../../../engine/model/time.ts';
import { TooManyRequests } from '../patience.ts';

/** Answers that may be other ones the next time: the venue's own timeouts and failures. */
const MAY_PASS = new Set([10000, 10016, 10019]);

/** Answers that say that there were too many requests. */
const TOO_MANY = new Set([10006, 10018, 10429]);

/** For how long an address stays shut out that sent too many requests. */
const BAN = 10 * MINUTE;

/** What the SDK throws where the HTTP status is not 200: no Error. */
interface HttpRefusal {
  readonly code: number;
  readonly message: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The result of an answer. Throws what its code means; `now` is the venue's clock, by which it names the end of a rest. */
export function resultOf<T>(answer: APIResponseV3<T>, now: number): T {
  const code = Number(answer.retCode);
  if (code === 0) return answer.result;
  const message = `Expected an answer from bybit, but it was "${answer.retMsg} (${answer.retCode})"`;
  if (TOO_MANY.has(code)) throw new TooManyRequests(message, (answer.rateLimitApi?.resetAtTimestamp ?? Number.NaN) - now);
  // An answer without a code is not bybit's, but of something on the way.
  if (Number.isNaN(code) || MAY_PASS.has(code)) throw new VenueError(message, { retryable: true });
  if (code === 10001) throw new ConfigError(`Expected a request that bybit accepts, but it said "${answer.retMsg}"`);
  throw new VenueError(message, { retryable: false });
}

/** What the SDK threw, as an error of ours: a cut connection may pass, and so may a server's failure. */
export function failureOf(thrown: unknown, now: number): Error {
  if (!isHttpRefusal(thrown)) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return new VenueError(`Expected an answer from bybit, but it was "${said}"`, { retryable: true, cause: thrown });
  }
  const { code, body, headers } = thrown;
  // A body that is cut off passes as a refusal with the status of its head.
  if (code < 400) return new VenueError('Expected an answer from bybit, but it was "cut off"', { retryable: true });
  const message = `Expected an answer from bybit, but it was "HTTP ${code} ${thrown.message}"`;
  const rest = Number(headers['x-bapi-limit-reset-timestamp'] ?? Number.NaN) - now;
  if (code === 429) return new TooManyRequests(message, rest);
  if (code === 403 && /too frequent/i.test(JSON.stringify(body))) return new TooManyRequests(message, Number.isNaN(rest) ? BAN : rest);
  if (code === 403) {
    return new VenueError(`${message}: it does not serve this region, or not under this address (others are its --base-url)`, {
      retryable: false,
    });
  }
  return new VenueError(message, { retryable: code >= 500 || code === 408 });
}

function isHttpRefusal(thrown: unknown): thrown is HttpRefusal {
  return typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'code' in thrown && 'headers' in thrown;
}
