import type { Subject } from '../../app/brokers/contract/subject.ts';
import { venueSubject } from '../../app/brokers/contract/venue-subject.ts';
import { CERTIFIED } from '../../engine/broker/live/ccxt/certified/table.ts';
import { binanceSpot, binanceUsdm } from '../venues/binance/binance-world.ts';
import { krakenSpot } from '../venues/kraken/kraken-world.ts';
import { tradeIdOf } from '../venues/kraken/rows.ts';
import { KEY } from '../venues/kraken/signature.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { type WireStart, wireFake } from './ccxt-fake.ts';
import { genericFake } from './ccxt-generic-fake.ts';

/** Nothing is sold short at spot, and where fees are taken in coins no quantity is a round one any more. */
const SPOT = { unit: 0.1, stock: 1_000, terms: { taker: 0 } } as const;
const BINANCE: WireStart = { name: 'binance', start: { bid: 100, ask: 100.01, size: 50 }, ...SPOT };
const USDM: WireStart = { name: 'binance-usdm', unit: 0.01, start: { bid: 1_000, ask: 1_000.1, size: 5 } };
const KRAKEN: WireStart = {
  ...{ name: 'kraken', start: { bid: 100, ask: 100.1, size: 50 }, secrets: KEY, ...SPOT },
  execIdOf: ({ execId }) => tradeIdOf(execId),
};

/** An exchange of the table, and what it is played on. */
export interface ExchangeSubject {
  readonly name: string;
  readonly playedOn: string;
  readonly subject: Subject;
}

const on = (name: string, fake: Parameters<typeof venueSubject>[0]['fake']): Subject =>
  venueSubject({ name, wall: new VirtualWall(), fake });

const behindProtocol = (name: string, fake: Parameters<typeof venueSubject>[0]['fake']): ExchangeSubject => ({
  ...{ name, playedOn: 'its protocol' },
  subject: on(name, fake),
});

const asCcxtSaysIt = (name: string): ExchangeSubject => ({
  ...{ name, playedOn: "ccxt's words" },
  subject: on(`${name}, as ccxt says it`, () => genericFake(name)),
});

/** Exchanges through ccxt, behind their own protocol; each is played in a process of its own, for ccxt keeps time by the clock of one. */
export const CCXT: Readonly<Record<'binance' | 'binance-usdm' | 'kraken', ExchangeSubject>> = {
  binance: behindProtocol('binance', () => wireFake(binanceSpot(1), BINANCE)),
  'binance-usdm': behindProtocol('binance-usdm', () => wireFake(binanceUsdm(1), USDM)),
  kraken: behindProtocol('kraken', () => wireFake(krakenSpot(1), KRAKEN)),
};

/** At spot, and with a wallet that has nothing but what is bought. */
export const PENNILESS: Readonly<Record<'binance' | 'kraken', Subject>> = {
  binance: on('binance', () => wireFake(binanceSpot(1), { ...BINANCE, stock: 0 })),
  kraken: on('kraken', () => wireFake(krakenSpot(1), { ...KRAKEN, stock: 0 })),
};

/** Exchanges as ccxt speaks for them: all others that are certified. */
export const GENERIC: readonly ExchangeSubject[] = CERTIFIED.filter(({ name }) => !(name in CCXT)).map(({ name }) => asCcxtSaysIt(name));
