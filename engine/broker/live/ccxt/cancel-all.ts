import { VenueFault } from '../venue.ts';
import type { Calls } from './calls.ts';
import type { Certified, Named } from './certified/row.ts';

/** Cancels every order of the account, whoever sent it, as the exchange has it: at once, market by market, or one by one. */
export async function cancelAll(row: Certified, calls: Calls): Promise<void> {
  if (row.cancelAll.by === 'account') {
    for (const ask of row.cancelAll.asks) await calls.write(ask, (exchange) => exchange.cancelAllOrders(undefined, ask.params));
    return;
  }
  const { markets, listed, read } = await calls.open();
  const open = await read.open();
  const namedOf = (instrument: string): Named | undefined =>
    markets.all.find((market) => market.instrument.id === instrument) ??
    listed.find(({ id, symbol }) => markets.idOf(id) === instrument || markets.idOf(symbol) === instrument);
  if (row.cancelAll.by === 'market') {
    for (const instrument of new Set(open.map((order) => order.instrument))) {
      const market = namedOf(instrument);
      if (market === undefined) throw new VenueFault('refused', `${instrument} is no market that ${row.name} lists`);
      for (const ask of row.cancelAll.asks(market))
        await calls.write(ask, (one) => one.cancelAllOrders(market.symbol, ask.params)).catch(passOver);
    }
    return;
  }
  // By the exchange's own ids: those of somebody else are written in no way of ours.
  for (const { venueId, instrument, side } of open) {
    const market = namedOf(instrument);
    if (market === undefined) throw new VenueFault('refused', `${instrument} is no market that ${row.name} lists`);
    const ask = row.cancel({ clientId: '', venueId, market, side, waits: false });
    await calls.write(ask, (exchange) => exchange.cancelOrder(ask.id, market.symbol, ask.params)).catch(passOver);
  }
}

/** What is over meanwhile need not be cancelled. */
function passOver(error: unknown): void {
  if (!(error instanceof VenueFault && (error.kind === 'not-found' || error.kind === 'refused'))) throw error;
}
