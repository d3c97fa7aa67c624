import { describe, expect, it } from 'vitest';
import { CATALOG, catalogEntry, isServed, nearestBroker, whyNotServed } from '../../../engine/broker/catalog.ts';
import { CERTIFIED } from '../../../engine/broker/live/ccxt/certified/table.ts';

/** What people ask for, as they write it. */
const ASKED =
  `Binance, Kraken, Bybit, KuCoin, OKX, Coinbase Pro, Coinbase, Bitstamp, Bitfinex, Gemini, Huobi, HTX, Bittrex, IBKR, Interactive Brokers,
TradeStation, MetaTrader 5, MT5, XM, IC Markets, RoboForex, InstaForex, FBS, Admiral Markets, XTB, IG, Plus500, SabioTrade, TD Ameritrade, Schwab, E*Trade,
Tradier, Robinhood, Alpaca, Zerodha, Fyers, Angel One, Tinkoff, Jane Street, Virtu, Virtu Financial, Flow Traders, coinbasepro, simulator`
    .split(',')
    .map((name) => name.trim());

describe('the catalogue of brokers', () => {
  it.each(ASKED)('answers for %s', (name) => {
    expect(catalogEntry(name)).toBeDefined();
  });

  it('has every name once, however it is written', () => {
    const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
    const owners = new Map<string, string>();
    for (const { name, title, aliases } of CATALOG)
      for (const one of new Set([name, title, ...aliases].map(plain))) {
        expect([one, owners.get(one) ?? name]).toEqual([one, name]);
        owners.set(one, name);
      }
  });

  it('says of what cannot be served why, since when, and where to look', () => {
    expect(whyNotServed(catalogEntry('Coinbase Pro')!)).toBe(
      'Coinbase Pro was closed, and its users were moved by 2023-12-01: see coinbase or coinbase-exchange',
    );
    expect(whyNotServed(catalogEntry('huobi')!)).toBe('Huobi is called HTX now: see htx');
    expect(whyNotServed(catalogEntry('TD Ameritrade')!)).toContain('2024-05-10');
    expect(whyNotServed(catalogEntry('bittrex')!)).toContain('2023-12-04');
    expect(whyNotServed(catalogEntry('XTB')!)).toContain('2025-03-14');
    expect(whyNotServed(catalogEntry('Jane Street')!)).toContain('no public API');
    expect(whyNotServed(catalogEntry('simulator')!)).toBeUndefined();
  });

  it('names what serves a broker, or why nothing can, and only brokers that it knows', () => {
    for (const one of CATALOG) {
      expect([one.name, one.through !== '' || one.why !== '']).toEqual([one.name, true]);
      expect([one.name, one.why === '' || one.instead.length > 0]).toEqual([one.name, true]);
      for (const name of one.instead) expect(catalogEntry(name)?.name).toBe(name);
      for (const name of one.instead) expect(['retired', 'no-public-api']).not.toContain(catalogEntry(name)!.status);
      expect(one.keys.every((field) => /^[a-z]+(_[a-z]+)*$/.test(field))).toBe(true);
    }
  });

  it('claims no adapter that is not here', () => {
    const served = CATALOG.filter(isServed);
    const ofCcxt = served.filter(({ status }) => status === 'ccxt').map(({ name }) => name);
    expect([...ofCcxt].sort()).toEqual(CERTIFIED.map(({ name }) => name).sort());
    expect(served.filter(({ status }) => status !== 'ccxt').map(({ name }) => name)).toEqual(['simulator', 'bybit', 'ibkr']);
  });

  it('offers what was probably meant', () => {
    expect(nearestBroker('bybitt')).toBe('bybit');
    expect(nearestBroker('interactive broker')).toBe('ibkr');
    expect(nearestBroker('nothing of the kind')).toBeUndefined();
  });
});
