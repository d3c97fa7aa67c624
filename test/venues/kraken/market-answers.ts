import { MINUTE } from '../../../engine/model/time.ts';
import { money, onGrid } from '../bybit/listed.ts';
import type { Request } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Listed } from './rows.ts';

export function assets(listed: readonly Listed[]): object {
  const coins = new Set(listed.flatMap(({ base, instrument }) => [base, instrument.quote]));
  return Object.fromEntries(
    [...coins].map((coin) => [
      assetOf(coin),
      { aclass: 'currency', altname: coin === 'BTC' ? 'XBT' : coin, decimals: 10, display_decimals: 5, status: 'enabled' },
    ]),
  );
}

export function ticker(shop: Shop, { id, index, instrument }: Listed): object {
  const price = onGrid(instrument.ticks, shop.last(index));
  const day = [price, price];
  return {
    [id]: { a: [price, '1', '1'], b: [price, '1', '1'], c: [price, '1'], v: ['1', '1'], p: day, t: [1, 1], l: day, h: day, o: price },
  };
}

export function ohlc(shop: Shop, { id, index, instrument }: Listed, given: Request['given']): object {
  const { now } = shop.world.exchange;
  const length = Number(given['interval'] ?? 1) * MINUTE;
  const from = Number(given['since'] ?? 0) * 1_000;
  const bars = shop.candles[index]!.bars((ts) => Math.floor(ts / length) * length, 0, now, now).slice(-720);
  const at = (value: number): string => onGrid(instrument.ticks, value);
  const rows = bars.filter(({ start }) => start > from);
  const last = Math.floor((bars.at(-2)?.start ?? 0) / 1_000);
  return {
    [id]: rows.map((bar) => [
      bar.start / 1_000,
      at(bar.open),
      at(bar.high),
      at(bar.low),
      at(bar.close),
      at(bar.close),
      money(bar.volume),
      1,
    ]),
    last,
  };
}

export function prints(shop: Shop, { id, index, instrument }: Listed): object {
  const all = shop.candles[index]!.prints.slice(-1_000);
  return {
    [id]: all.map(({ number, ts, price, size, side }) => [
      onGrid(instrument.ticks, price),
      onGrid(instrument.steps, size),
      ts / 1_000,
      side > 0 ? 'b' : 's',
      'm',
      '',
      number,
    ]),
    last: '0',
  };
}

export const assetOf = (coin: string): string => ({ BTC: 'XXBT', USD: 'ZUSD' })[coin] ?? coin;

export function pairInfo({ altname, symbol, base, instrument }: Listed): object {
  const decimals = (step: number): number => Math.max(0, String(step).split('.')[1]?.length ?? 0);
  return {
    ...{ altname, wsname: symbol.replace('BTC', 'XBT'), aclass_base: 'currency', base: assetOf(base), aclass_quote: 'currency' },
    ...{ quote: assetOf(instrument.quote), lot: 'unit', cost_decimals: 5, pair_decimals: decimals(instrument.tickSize) },
    ...{ lot_decimals: decimals(instrument.stepSize), lot_multiplier: 1, leverage_buy: [], leverage_sell: [], fees: [[0, 0.4]] },
    ...{ fees_maker: [[0, 0.25]], fee_volume_currency: 'ZUSD', margin_call: 80, margin_stop: 40, ordermin: String(instrument.stepSize) },
    ...{ costmin: '0.5', tick_size: String(instrument.tickSize), status: 'online' },
  };
}
