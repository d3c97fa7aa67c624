import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';
import { certifiedOf } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { VenueFault } from '../../../../../engine/broker/live/venue.ts';
import type { OrderRequest } from '../../../../../engine/model/order.ts';
import { orderOf } from '../../../../venues/hostile/orders.ts';
import { written } from './captured.ts';
import { keysOf } from './own-keys.ts';
import { type Recorder, recorderOf } from './recorder.ts';

/** A row that writes client ids as they are; one of an exchange that is not certified is any, with its class of ccxt. */
export const rowOf = (name: string): Certified => {
  const found = certifiedOf(name);
  return { ...(found?.row ?? { ...certifiedOf('coinbase')!.row, name, ccxt: name }), toId: (id) => id };
};

/** An adapter whose requests are written down; what exchanges ask beforehand is answered. */
export async function stageOf(name: string): Promise<Recorder> {
  const row = rowOf(name);
  const recorder = await recorderOf(row, keysOf(row));
  recorder.answers.set(/account\/mode/, { code: '200000', data: { selfAccountMode: 'CLASSIC' } });
  recorder.answers.set(/account\/accounts/, { status: 'ok', data: [{ id: 100009, type: 'spot', subtype: '', state: 'working' }] });
  recorder.answers.set(/query-api/, { retCode: 0, retMsg: 'OK', result: { uta: 1 } });
  recorder.answers.set(/v5\/account\/info/, { retCode: 0, retMsg: 'OK', result: { unifiedMarginStatus: 5 } });
  recorder.answers.set(/ticker\/24hr/, { symbol: 'BTCUSDT', lastPrice: '20000' });
  recorder.answers.set(/Ticker/, { error: [], result: { XXBTZUSD: { c: ['20000', '1'] } } });
  return recorder;
}

/** What goes out where ccxt itself is asked, and what our adapter does with the same order. */
export async function both(name: string, naive: (recorder: Recorder) => Promise<unknown>, order: Partial<OrderRequest>) {
  const recorder = await stageOf(name);
  const { instrument, requests } = recorder;
  await naive(recorder).catch(() => {});
  const sentNaively = requests
    .filter(({ method, url }) => method !== 'GET' || /order/i.test(url))
    .map((one) => `${one.url} ${JSON.stringify(written(one))}`);
  await recorder.close();
  const ours = await stageOf(name);
  const outcome = await ours.venue.place({ clientId: 'cid-1', order: orderOf(order), instrument, exits: [] }).then(
    () => 'taken',
    (error: unknown) => (error instanceof VenueFault ? error.kind : String(error)),
  );
  const sent = ours.requests.filter(({ method }) => method !== 'GET').map((one) => written(one, rowOf(name).signing));
  await ours.close();
  return { naive: sentNaively.join(' '), outcome, sent };
}

/** The market of a recorder as ccxt calls it. */
export const symbolOf = ({ exchange }: Recorder): string => Object.keys(exchange.markets ?? {})[0]!;
