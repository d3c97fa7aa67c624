import { describe, expect, it } from 'vitest';
import { tagOf } from '../../../../../app/sessions/session-id.ts';
import { CERTIFIED, certifiedOf } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { ClientIds } from '../../../../../engine/broker/live/client-ids.ts';

/** How long a client id may be by each exchange's documentation, where that is less than any of ours. */
const LONGEST: Readonly<Record<string, number>> = { kraken: 18, okx: 32 };

describe('client ids of a session', () => {
  it.each(CERTIFIED.map((row) => [row.name, row] as const))('are taken at %s, and read again', (name, { supports, toId, fromId }) => {
    const ids = new ClientIds(tagOf('live-sma-cross-20261122-0200-x7k2'), supports.clientIds);
    for (const id of [ids.of(1), ids.of(17, 3), ids.of(9_999_999, 99)]) {
      expect(fromId(toId(id))).toBe(id);
      expect(toId(id).length).toBeLessThanOrEqual(LONGEST[name] ?? 36);
    }
  });

  it('are letters and digits at OKX, and a UUID at Coinbase Exchange', () => {
    expect(certifiedOf('okx')!.row.toId('g88p7q26-9999999-99')).toBe('g88p7q26D9999999D99');
    expect(certifiedOf('coinbase-exchange')!.row.toId('g88p7q26-9999999-99')).toBe('00000003-ad6e-97a2-2ddf-1fc66c8d15c0');
  });

  it('that are of somebody else are left as they are', () => {
    const other = '6d1b345e-2821-40e2-ad83-4ecb18a06876';
    for (const { fromId } of CERTIFIED) expect(fromId(other)).toBe(other);
  });
});
