import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';
import { certifiedOf } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { sign } from '../../../../venues/binance/signature.ts';
import { signOf } from '../../../../venues/kraken/signature.ts';
import { areThere, askedBy, type Captured, capturesOf, SHARED } from './captured.ts';
import { recorderOf } from './recorder.ts';

const SECRET = Buffer.from('test-secret').toString('base64');

const limitOf = (exchange: string): Captured =>
  capturesOf(exchange).find(
    ({ args }) => args[1] === 'limit' && (args[5] as { clientOrderId?: string } | undefined)?.clientOrderId === 'cid-001',
  )!;

/** The same order as it leaves our adapter. */
async function sentFor(row: Certified, captured: Captured) {
  const { venue, instrument, requests, close } = await recorderOf(row);
  await venue.place({ clientId: 'cid-001', order: askedBy(captured), instrument, exits: [] }).catch(() => {});
  await close();
  return requests.find(({ method }) => method === 'POST')!;
}

describe.skipIf(!areThere)(`signatures${areThere ? '' : ' (skipped: conformance/ccxt is not there)'}`, () => {
  it('of Binance are those of its documentation', () => {
    const { binance } = JSON.parse(readFileSync(join(SHARED, 'signature-vectors.json'), 'utf8')) as {
      binance: { secretKey: string; vectors: { payload: string; hmacSha256Hex: string }[] };
    };
    for (const { payload, hmacSha256Hex } of binance.vectors) expect(sign(payload, binance.secretKey)).toBe(hmacSha256Hex);
  });

  it('of an order at Binance are those that were captured, to the last sign', async () => {
    const { row } = certifiedOf('binance')!;
    const [captured] = limitOf('binance').requests;
    const sent = await sentFor({ ...row, options: { ...row.options, recvWindow: 10_000 } }, limitOf('binance'));
    expect(sent.body).toBe(captured!.body);
    const [payload = '', signature] = captured!.body!.split('&signature=');
    expect(sign(payload, SECRET)).toBe(signature);
  });

  it('of an order at Kraken are those that were captured, to the last sign', async () => {
    const [captured] = limitOf('kraken').requests;
    const sent = await sentFor(certifiedOf('kraken')!.row, limitOf('kraken'));
    expect(sent.body).toBe(captured!.body);
    expect(sent.headers['api-sign']).toBe(captured!.headers['API-Sign']);
    expect(signOf('/0/private/AddOrder', '1700000000000', captured!.body!, SECRET)).toBe(captured!.headers['API-Sign']);
  });
});
