import { describe, expect, it } from 'vitest';
import { type Asking, faultOfCode, faultOfThrown } from '../../../../../engine/broker/live/bybit/map/fault.ts';

const of = (asking: Asking, left = Number.NaN, rest = Number.NaN) => ({ asking, left, rest });
const kindOf = (code: unknown, asking: Asking = 'order', left?: number): string => faultOfCode(code, 'said', of(asking, left)).kind;

describe('a code of Bybit', () => {
  it.each([
    ['insufficient balance', [110004, 110007, 110012, 110045, 170131, 170033], 'refused'],
    ['a bad quantity or price', [10001, 110003, 110017, 110094, 170132, 170136, 170137, 170140], 'refused'],
    ['an unknown symbol', [10029, 170121], 'refused'],
    ['an order that is over', [110008, 110010, 170139, 170142], 'refused'],
    ['a banned account or a code that nobody documents', [10027, 999999], 'refused'],
    ['an order that it does not know', [110001, 170213], 'not-found'],
    ['a client id that was used', [110072, 170141], 'duplicate'],
    ['a timeout or failure of its own', [10000, 10016, 10019, 10429, 170007, 170146, 170147, 500000, 20003, 20006], 'unknown'],
    ['our clock', [10002, -1], 'clock'],
    ['wrong keys, permissions, addresses, account types', [10003, 10004, 10005, 10007, 10010, 10028, 33004], 'auth'],
  ] as const)('for %s is of one kind', (_, codes, kind) => {
    expect(codes.map((code) => kindOf(code))).toEqual(codes.map(() => kind));
  });

  it('for too many requests proves that an order was not carried out only where nothing of its allowance was left', () => {
    expect([kindOf(10006, 'read'), kindOf(10006, 'repeatable'), kindOf(10006, 'order', 0)]).toEqual(['busy', 'busy', 'busy']);
    expect([kindOf(10006, 'order'), kindOf(10006, 'order', 3)]).toEqual(['unknown', 'unknown']);
    expect(faultOfCode(10006, 'Too many visits!', of('read', 0, 700))).toMatchObject({
      retryAfter: 700,
      message: 'Too many visits! (10006)',
    });
  });

  it('that is none leaves everything open', () => {
    expect([kindOf(undefined), kindOf('<html>')]).toEqual(['unknown', 'unknown']);
  });
});

describe('what the SDK throws', () => {
  const http = (code: number, body: unknown = '') => ({ code, message: 'said', body, headers: {}, requestOptions: { secret: 'hush' } });
  const thrown = (what: unknown, asking: Asking = 'order') => faultOfThrown(what, of(asking));

  it('says whether anything can have left', () => {
    const broken = (code: string): Error => Object.assign(new Error('broken'), { code });
    expect(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'ECONNABORTED', 'EPIPE'].map((code) => thrown(broken(code)).kind)).toEqual([
      ...['not-sent', 'not-sent', 'unknown', 'unknown', 'unknown'],
    ]);
    expect(thrown('Private endpoints require api and private keys set').kind).toBe('not-sent');
  });

  it('of a status says what the status says', () => {
    const kinds = [400, 401, 403, 404, 408, 429, 500, 502, 503, 504, 200].map((code) => thrown(http(code)).kind);
    expect(kinds).toEqual(['refused', 'auth', 'auth', 'refused', 'unknown', 'unknown', ...Array<string>(5).fill('unknown')]);
    expect(thrown(http(429), 'read').kind).toBe('busy');
  });

  it('of an address that sent too much asks for a rest of ten minutes', () => {
    expect(thrown(http(403, { retMsg: 'access too frequent' }))).toMatchObject({ kind: 'busy', retryAfter: 600_000 });
  });

  it('never passes on keys', () => {
    expect(JSON.stringify([thrown(http(500)), thrown(http(500)).cause])).not.toContain('hush');
    const axios = Object.assign(new Error('timeout'), { code: 'ECONNABORTED', config: { headers: { 'X-BAPI-SIGN': 'hush' } } });
    expect(JSON.stringify([thrown(axios), thrown(axios).cause])).not.toContain('hush');
  });
});
