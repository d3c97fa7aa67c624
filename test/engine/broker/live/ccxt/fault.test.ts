import ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import { BINANCE } from '../../../../../engine/broker/live/ccxt/certified/binance.ts';
import { KRAKEN } from '../../../../../engine/broker/live/ccxt/certified/kraken.ts';
import { faultOf } from '../../../../../engine/broker/live/ccxt/fault.ts';
import { newSending, type Sending } from '../../../../../engine/broker/live/ccxt/sender.ts';

/** A call that was answered with a status; 0 where nothing came back. */
const answered = (status: number, more: Partial<Sending> = {}): Sending => ({
  ...newSending(undefined),
  ...{ begun: 1, wasConnected: true, hasLeft: true, status },
  ...more,
});

const kindOf = (thrown: unknown, sending: Sending, isWrite = true): string => faultOf(thrown, sending, BINANCE, isWrite).kind;

describe('what ccxt throws', () => {
  it('before anything was asked is a refusal', () => {
    expect(kindOf(new ccxt.InvalidOrder('amount must be greater than minimum'), newSending(undefined))).toBe('refused');
  });

  it('where no connection was made has sent nothing', () => {
    expect(kindOf(new ccxt.NetworkError('fetch failed'), answered(0, { wasConnected: false, hasLeft: false }))).toBe('not-sent');
  });

  it.each([
    ['a lost connection', new ccxt.NetworkError('socket hang up'), 0],
    ['a timeout', new ccxt.RequestTimeout('timed out'), 0],
    ['an answer 503', new ccxt.ExchangeNotAvailable('503'), 503],
    ['a refusal with an answer 502', new ccxt.InvalidOrder('bad'), 502],
    ['-1006', new ccxt.ExchangeError('binance {"code":-1006,"msg":"An unexpected response was received from the message bus."}'), 400],
    ['-1007', new ccxt.RequestTimeout('binance {"code":-1007,"msg":"Timeout waiting for response from backend server."}'), 408],
    ['an error that is none of its own', new TypeError('x is undefined'), 200],
  ])('after %s leaves a write unknown', (_, thrown, status) => {
    expect(kindOf(thrown, answered(status))).toBe('unknown');
  });

  it.each([
    ['insufficient funds', new ccxt.InsufficientFunds('binance {"code":-2010,"msg":"Account has insufficient balance"}'), 400, 'refused'],
    ['a filter', new ccxt.InvalidOrder('binance {"code":-1013,"msg":"Filter failure: LOT_SIZE"}'), 400, 'refused'],
    ['a duplicate id', new ccxt.InvalidOrder('binance {"code":-2010,"msg":"Duplicate order sent."}'), 400, 'duplicate'],
    ['an unknown order', new ccxt.OrderNotFound('binance {"code":-2011,"msg":"Unknown order sent."}'), 400, 'not-found'],
    ['a time that is off', new ccxt.InvalidNonce('binance {"code":-1021,"msg":"Timestamp for this request"}'), 400, 'clock'],
    ['a bad key', new ccxt.AuthenticationError('binance {"code":-2015,"msg":"Invalid API-key"}'), 401, 'auth'],
    ['too many requests', new ccxt.RateLimitExceeded('binance {"code":-1003,"msg":"Too much request weight used"}'), 429, 'busy'],
  ])('for %s says so', (_, thrown, status, kind) => {
    expect(kindOf(thrown, answered(status))).toBe(kind);
  });

  it('asks for the rest that the exchange wants, and for two minutes where an address is shut out', () => {
    const busy = new ccxt.DDoSProtection('banned');
    expect(faultOf(busy, answered(429, { retryAfter: 7_000 }), BINANCE, true).retryAfter).toBe(7_000);
    expect(faultOf(busy, answered(418), BINANCE, true).retryAfter).toBe(120_000);
  });

  it('at Kraken for a market that takes no orders now is a refusal, and for a service that is busy none', () => {
    const said = (text: string): string =>
      faultOf(new ccxt.ExchangeNotAvailable(`kraken {"error":["${text}"]}`), answered(200), KRAKEN, true).kind;
    expect([said('EService:Market in post_only mode'), said('EService:Unavailable'), said('EOrder:Unknown order')]).toEqual([
      ...['refused', 'unknown', 'not-found'],
    ]);
  });

  it('never tells the address that was asked, which is signed', () => {
    const thrown = new ccxt.NetworkError('binance GET https://api.binance.com/api/v3/order?timestamp=1&signature=abc fetch failed');
    expect(faultOf(thrown, answered(0), BINANCE, false).message).not.toContain('signature');
  });
});
