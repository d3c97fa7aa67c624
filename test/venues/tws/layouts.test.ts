import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesAt, valuesOf } from './layout.ts';
import { COMPLETED_ORDER, CONTRACT_DATA, EXECUTION, OPEN_ORDER, ORDER_STATUS, PLACE, PORTFOLIO, POSITION, REQUESTS } from './layouts.ts';

const DIR = join(process.env['EXTERNAL_DIR'] ?? '../shared/marketdata', '../conformance/tws');
const text = (file: string): string => readFileSync(join(DIR, file), 'utf8');

/** Fields as the SDK reads them, in order; a name of ours ends as that of the SDK does, or is its own for what the SDK skips. */
const OURS: Readonly<Record<string, string>> = {
  lastTradeDateOrContractMonth: 'lastTradeDate',
  acctNumber: 'account',
  accountName: 'account',
  pos: 'position',
  primaryExch: 'primaryExch',
};

describe.skipIf(!existsSync(DIR))('the layouts of messages, against what an SDK was seen to send and to read', () => {
  it.each([176, 178, 193])('have the fields of server version %i, in their order', (version) => {
    const seen = JSON.parse(text(`inbound-fields-v${version}.json`)) as Record<string, { readonly n: number; readonly fields: string[] }>;
    const layouts = { OPEN_ORDER, COMPLETED_ORDER, EXECUTION_DATA: EXECUTION, POSITION, PORTFOLIO_VALUE: PORTFOLIO, ORDER_STATUS };
    for (const [name, layout] of Object.entries(layouts)) {
      const ours = namesAt(layout, version);
      expect([name, ours.length]).toEqual([name, seen[name]!.n]);
      seen[name]!.fields.forEach((field, k) => {
        const theirs = field.replace(/:\w+$/, '').split('.').at(-1)!;
        // What the SDK reads without a name is not known by it here either.
        if (!/^\w+$/.test(theirs) || ['A', 'name', 'value', 'displayName', 'nConditions', 'exchange', 'id'].includes(theirs)) return;
        expect([name, k, ours[k]]).toEqual([name, k, OURS[theirs] ?? theirs]);
      });
    }
    expect(namesAt(CONTRACT_DATA, version)).toHaveLength(seen['CONTRACT_DATA']!.n);
  });

  it('names what the SDK sends of an order as the SDK does', () => {
    const labels = (JSON.parse(text('labels-placeOrder-193.json')) as string[]).slice(1);
    const ours = namesAt(PLACE, 193);
    expect(ours).toHaveLength(labels.length);
    labels.forEach((label, k) => {
      const theirs = label.replace(/^c\./, '');
      if (/^[a-zA-Z]\w+$/.test(theirs) && theirs !== 'lastTradeDateOrContractMonth') expect([k, ours[k]]).toEqual([k, theirs]);
    });
  });

  it.each([176, 193])('read every captured request of version %i', (version) => {
    const lines = text(`outbound-capture-v${version}.txt`).split('\n');
    const known = lines.flatMap((line) => {
      const fields = /^\d+ (\[.*\])$/.exec(line)?.[1];
      if (fields === undefined) return [];
      const [number = '', ...rest] = JSON.parse(fields) as string[];
      const request = REQUESTS[Number(number)];
      return request === undefined ? [] : [[request.name, valuesOf(request.layout, rest, version)] as const];
    });
    const orders = known.filter(([name]) => name === 'placeOrder').map(([, values]) => values);
    expect(known.length).toBeGreaterThan(22);
    expect(orders).toMatchObject([
      {
        symbol: 'AAPL',
        action: 'BUY',
        totalQuantity: '100',
        orderType: 'LMT',
        lmtPrice: '150.25',
        orderRef: 'cid-1',
        account: 'DU1234567',
      },
      { symbol: 'AAPL', action: 'SELL', totalQuantity: '50', orderType: 'STP', auxPrice: '140', tif: 'DAY', transmit: '1', parentId: '1' },
    ]);
  });
});
