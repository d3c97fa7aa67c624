import { VenueFault } from '../../venue.ts';
import { meaningOf } from './codes.ts';

/** What the SDK says where it could not read a message: it may have been one about our orders. */
const UNREAD = 505;

/** Whose connection it is, and how far it has come. */
export interface Connecting {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
  readonly isOpening: boolean;
  readonly isAgain?: boolean;
}

/**
 * What a code that is about no request or order says of the connection itself; undefined where it goes on. With an `auth` fault nothing
 * will be better by trying again.
 */
export function connectionFault(
  { id, code, text }: { readonly id: number; readonly code: number; readonly text: string },
  { host, port, clientId, isOpening, isAgain = false }: Connecting,
): VenueFault | undefined {
  if (id !== -1) return undefined;
  const words = `${text} (${code})`;
  if (code === UNREAD) return new VenueFault('unknown', words);
  if (code === 326)
    return new VenueFault(
      isAgain ? 'not-sent' : 'auth',
      `client id ${clientId} is in use at ${host}:${port}: give this session one of its own with ONETAPE_IBKR_CLIENT_ID`,
    );
  if (code === 502 && isOpening)
    return new VenueFault(
      'not-sent',
      `no TWS or IB Gateway answers at ${host}:${port}: log in there, and allow "ActiveX and Socket Clients" in its API settings (${text})`,
    );
  switch (meaningOf(code)) {
    case 'fatal':
      return new VenueFault('auth', words);
    case 'lost':
      return new VenueFault(isOpening ? 'not-sent' : 'unknown', words);
    // What was subscribed is gone: the connection is made anew, with all that belongs to it.
    case 'renewed':
      return new VenueFault('unknown', words);
    default:
      return undefined;
  }
}
