import type { Contract, Order } from '@stoqey/ib';
import { describe, expect, it } from 'vitest';
import type { Told } from '../../../../../engine/broker/live/ibkr/gateway.ts';
import { Markets } from '../../../../../engine/broker/live/ibkr/map/contract.ts';
import { OrderTable } from '../../../../../engine/broker/live/ibkr/order-table.ts';
import { TwsNews } from '../../../../../engine/broker/live/ibkr/tws-news.ts';
import type { VenueNews } from '../../../../../engine/broker/live/venue.ts';
import { instrumentOf } from '../../../../../engine/model/instrument.ts';
import { VirtualWall } from '../../../../venues/virtual-wall.ts';

const CONTRACT: Contract = { conId: 265598, symbol: 'AAPL', secType: 'STK' as never, currency: 'USD' };

/** News of a TWS in whose account one order is open: number 3 of client 7. */
function listening() {
  const wall = new VirtualWall(Date.UTC(2024, 0, 2, 10));
  const markets = new Markets([instrumentOf('AAPL.IBKR', { tickSize: 0.01, stepSize: 1 })]);
  markets.qualify(markets.all[0]!, CONTRACT);
  const table = new OrderTable();
  const news = new TwsNews({ wall, markets, table, clientId: 7 });
  const heard: VenueNews[] = [];
  let asked = 0;
  news.account = 'DU1';
  news.hear = (said) => heard.push(said);
  news.askExecutions = () => {
    asked++;
  };
  const open = (terms: Partial<Order> = {}, status = 'Submitted'): void => {
    const order = { action: 'BUY', orderType: 'LMT', lmtPrice: 90, totalQuantity: 10, orderRef: 'a-1', account: 'DU1', ...terms } as Order;
    news.told({ kind: 'open-order', contract: CONTRACT, order: { orderId: 3, clientId: 7, permId: 17, ...order }, status });
  };
  const status = (name: string, filled = 0, id = 3): void =>
    news.told({ kind: 'order-status', id, clientId: 7, permId: 17, status: name, filled, avgPrice: filled > 0 ? 90 : 0, whyHeld: '' });
  const execution = (execId: string): Extract<Told, { kind: 'execution' }> => ({
    ...{ kind: 'execution', id: -1, contract: CONTRACT },
    execution: {
      ...{ execId, time: '20240102 10:00:00 UTC', acctNumber: 'DU1', side: 'BOT', shares: 4, price: 90, permId: 17, orderRef: 'a-1' },
      lastLiquidity: 1 as never,
    },
  });
  const report = (execId: string): void => news.told({ kind: 'commission', report: { execId, commission: 1.25, currency: 'USD' } });
  return { wall, table, news, heard, open, status, execution, report, asked: () => asked };
}

describe('news of a TWS', () => {
  it('are a fill once its commission is known, whichever comes first', () => {
    const { news, heard, execution, report } = listening();
    report('0001.01.01');
    news.told(execution('0001.01.01'));
    news.told(execution('0002.01.01'));
    expect(heard).toHaveLength(1);
    report('0002.01.01');
    expect(heard).toMatchObject([
      { fill: { execId: '0001.01', fee: 1.25, liquidity: 'maker' } },
      { fill: { execId: '0002.01', fee: 1.25 } },
    ]);
  });

  it('ask for executions anew where a commission does not come, and after a minute tell the fill without', async () => {
    const { wall, news, heard, execution, asked } = listening();
    news.told(execution('0001.01.01'));
    await wall.pass(3_500);
    expect([heard.length, asked()]).toEqual([0, 1]);
    await wall.pass(57_000);
    expect(heard).toMatchObject([
      { kind: 'note', what: 'fee', text: 'the commission of 0001.01.01 was not told in time: it counts as 0' },
      { kind: 'fill', fill: { execId: '0001.01', qty: 4, price: 90, fee: 0 } },
    ]);
  });

  it('book no correction of an execution a second time, and say so', () => {
    const { news, heard, execution, report } = listening();
    report('0001.01.01');
    news.told(execution('0001.01.01'));
    report('0001.01.02');
    news.told(execution('0001.01.02'));
    expect(heard.map(({ kind }) => kind)).toEqual(['fill', 'note']);
    expect(heard[1]).toMatchObject({ what: 'alert', text: "execution 0001.01.02 was corrected: compare the account with IB's statement" });
  });

  it('are of the account that is traded alone', () => {
    const { news, heard, open, execution, report } = listening();
    open({ account: 'DU2' });
    report('0001.01.01');
    news.told({ ...execution('0001.01.01'), execution: { ...execution('0001.01.01').execution, acctNumber: 'DU2' } });
    expect(heard).toEqual([]);
  });

  it('do not take an order for filled before they say how much of it is', () => {
    const { heard, open, status } = listening();
    open();
    open({}, 'Filled');
    expect(heard).toMatchObject([{ order: { status: 'open', filledQty: 0 } }, { order: { status: 'open', filledQty: 0 } }]);
    status('Filled', 10);
    expect(heard.at(-1)).toMatchObject({ order: { status: 'filled', filledQty: 10, avgPrice: 90 } });
  });

  it('do not bring back what is over, whatever is repeated', () => {
    const { heard, open, status } = listening();
    open();
    status('Cancelled', 4);
    status('Submitted', 4);
    open({}, 'Submitted');
    expect(heard.at(-1)).toMatchObject({ order: { status: 'canceled', filledQty: 4 } });
  });

  it('bring back an order that was inactive', () => {
    const { heard, open, status } = listening();
    open();
    status('Inactive');
    status('Submitted');
    expect(heard.map((one) => one.kind === 'order' && one.order.status)).toEqual(['open', 'rejected', 'open']);
  });

  it('say nothing of an order that has only left, and why one has ended', () => {
    const { news, heard, open, status } = listening();
    open({}, 'PendingSubmit');
    expect(heard).toEqual([]);
    news.told({ kind: 'code', id: 3, code: 201, text: 'Order rejected - reason:not enough money' });
    expect(heard).toMatchObject([{ reason: 'not enough money', order: { status: 'rejected' } }]);
    status('Inactive');
    expect(heard.at(-1)).toMatchObject({ reason: 'not enough money', order: { status: 'rejected' } });
  });

  it('tell apart orders that people have sent, which have no numbers', () => {
    const { table, heard, open } = listening();
    for (const permId of [21, 22]) open({ orderId: 0, clientId: 0, permId, orderRef: '', lmtPrice: permId });
    expect(heard).toMatchObject([{ order: { venueId: '21', price: 21 } }, { order: { venueId: '22', price: 22 } }]);
    expect(table.get('perm 21')?.permId).toBe(21);
  });

  it('that cannot be read are a reason to ask for the account', () => {
    const { heard, status, open } = listening();
    open();
    status('Surprised');
    expect(heard.at(-1)).toEqual({
      kind: 'down',
      why: 'Expected a status of an order that TWS documents, but it was "Surprised"',
    });
  });
});
