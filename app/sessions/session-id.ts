import { createHash, randomInt } from 'node:crypto';

/** Signs of a session's last word; those that are easily taken for another are left out. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** So long is the name of a strategy in an id: the path of a socket may have about a hundred bytes. */
const LONGEST = 24;

/** A short, readable name for a session: mode, strategy, time and four signs; `paper-sma-cross-20261121-1955-x7k2`. */
export function newSessionId(mode: 'paper' | 'live', family: string, now: number): string {
  const [day, time] = new Date(now).toISOString().slice(0, 16).replaceAll('-', '').replace(':', '').split('T');
  const name = family
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  const last = Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return [mode, name === '' ? 'session' : name, day, time, last].join('-');
}

/**
 * What the client ids of a session's orders begin with: eight of a-z and 0-9, the same for the same session, and another one for
 * another session of the account.
 */
export function tagOf(session: string): string {
  const bytes = createHash('sha256').update(session).digest();
  return bytes.readBigUInt64BE().toString(36).padStart(13, '0').slice(-8);
}
