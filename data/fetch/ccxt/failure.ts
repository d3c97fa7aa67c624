import { ConfigError, VenueError } from '../../../engine/model/errors.ts';
import { SECOND } from '../../../engine/model/time.ts';
import { TooManyRequests } from '../patience.ts';
import type { Refusal } from './transport.ts';

/** What the user asked for is not to be had; asking again changes nothing. */
const WRONG = new Set(['BadSymbol', 'BadRequest', 'ArgumentsRequired', 'NotSupported']);

/** Turns what ccxt threw into an error of ours: what may pass is a retryable VenueError, what the user can mend a ConfigError. */
export function failureOf(error: unknown, venue: string, { status, retryAfter }: Refusal): Error {
  if (error instanceof VenueError) return error;
  const names = error instanceof Error ? ancestors(error) : [];
  const said = short(error, venue);
  const message = `Expected an answer from ${venue}, but it was "${said}"`;
  if (names.some((name) => WRONG.has(name)))
    return new ConfigError(`Expected a request that ${venue} accepts, but it said "${said}"`, { cause: error });
  if (names.includes('RateLimitExceeded') || names.includes('DDoSProtection') || status === 429) {
    return new TooManyRequests(message, restOf(retryAfter), error);
  }
  if (status === 451) return new VenueError(`${message}: it does not serve this region`, { retryable: false, cause: error });
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 425;
  // What is no error of ccxt's is a failure on the way: a cut socket, a name that does not resolve.
  const mayPass = names.includes('OperationFailed') || !names.includes('BaseError');
  return new VenueError(message, { retryable: mayPass && !isRefused, cause: error });
}

function ancestors(error: Error): string[] {
  const names: string[] = [];
  for (let of = Object.getPrototypeOf(error); of !== null; of = Object.getPrototypeOf(of)) names.push(of.constructor.name);
  return names;
}

/** Milliseconds of a `Retry-After`: seconds, or a date. NaN where it says nothing. */
function restOf(retryAfter: string): number {
  if (retryAfter === '') return Number.NaN;
  const seconds = Number(retryAfter);
  return Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * SECOND;
}

/** What an error says, without the address it was sent to and without pages of markup. */
function short(error: unknown, venue: string): string {
  const text = (error instanceof Error ? error.message : String(error))
    .replace(/<(style|script|title)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/\bGET https?:\/\/\S+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const plain = text.startsWith(venue) ? text.slice(venue.length).trim() : text;
  return plain.length > 160 ? `${plain.slice(0, 157)}...` : plain;
}
