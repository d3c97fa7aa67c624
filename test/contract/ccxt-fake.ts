import type { Fake, Standing } from '../../app/brokers/contract/subject.ts';
import type { VenueFill } from '../../engine/broker/broker.ts';
import { CcxtVenue } from '../../engine/broker/live/ccxt/adapter.ts';
import type { Certified } from '../../engine/broker/live/ccxt/certified/row.ts';
import { certifiedOf } from '../../engine/broker/live/ccxt/certified/table.ts';
import { loadExchange } from '../../engine/broker/live/ccxt/load.ts';
import { nameOf } from '../../engine/broker/live/ccxt/markets.ts';
import { Sender } from '../../engine/broker/live/ccxt/sender.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { numberOf } from '../venues/binance/names.ts';
import { KEY } from '../venues/binance/signature.ts';
import { calmWire, TROUBLES } from '../venues/generic-ccxt/calm-wire.ts';
import type { WireTerms } from '../venues/generic-ccxt/wire-world.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';
import { toGrid } from '../venues/hostile/resting-order.ts';

/** The adapter as a process has it, at a server of this machine. */
export function ccxtVenue(
  name: string,
  { wall, host: local }: { readonly wall: Wall; readonly host: string },
  instruments: readonly Instrument[],
  secrets: { readonly key: string; readonly secret: string } = KEY,
  more: Partial<Certified> = {},
): CcxtVenue {
  const row = { ...certifiedOf(name)!.row, ...more };
  const reach = (sender: Parameters<typeof loadExchange>[1]) => loadExchange({ row, wall, keys: secrets, sandbox: '', local }, sender);
  return new CcxtVenue({ row, instruments, wall, reach, account: 'fake', checksKey: true });
}

/** Loads the files of an exchange: no clock that is turned waits for a disk. */
export async function preload(name: string): Promise<void> {
  const { row } = certifiedOf(name)!;
  const wall: Wall = { now: () => millis(0), after: () => () => {} };
  await loadExchange({ row, wall, keys: KEY, sandbox: '', local: '127.0.0.1:1' }, new Sender([], () => false));
}

/** How a market begins, and what the account has of it. */
export interface WireStart {
  readonly name: string;
  /** A small quantity that is enough for an order. */
  readonly unit: number;
  readonly start: Standing;
  /** Units of each that are held: at spot nothing is sold that is not there. */
  readonly stock?: number;
  readonly terms?: Partial<ExchangeTerms>;
  /** What the adapter calls an execution of the exchange behind the fake. */
  readonly execIdOf?: (fill: VenueFill) => string;
  readonly secrets?: { readonly key: string; readonly secret: string };
}

/** Binance counts executions by market. */
const binanceExecId = ({ instrument, execId, venueId }: VenueFill): string =>
  `${nameOf(instrument).replace('-PERP', '')}:${execId.slice(1)}/${numberOf(venueId)}`;

/** The adapter of an exchange of ccxt on a fake of its own. */
export async function wireFake(
  shop: Pick<WireTerms, 'instruments' | 'terms' | 'manners'>,
  { name, unit, start, stock = 0, terms, secrets, execIdOf = binanceExecId }: WireStart,
): Promise<Fake> {
  const { instruments } = shop;
  await preload(name);
  const made = await calmWire(shop, terms);
  const { wall, world, show, next, close } = made;
  if (stock > 0) world.exchange.account.book(0, toGrid(instruments[0]!.steps, stock), start.bid, 0);
  let standing = start;
  instruments.forEach((_, index) => {
    show(start, index);
  });
  const venue = (): CcxtVenue => ccxtVenue(name, made, instruments, secrets);
  return {
    ...{ venue: venue(), again: venue, instruments, unit, clock: wall, next, close },
    ...{ currencies: [instruments[0]!.settle], troubles: TROUBLES },
    market: () => standing,
    async move(to, instrument = 0) {
      if (instrument === 0) standing = to;
      show(to, instrument);
      await wall.pass(1);
    },
    truth() {
      const snapshot = world.exchange.snapshot(0);
      return { ...snapshot, fills: snapshot.fills.map((fill) => ({ ...fill, execId: execIdOf(fill) })) };
    },
    get leftOver() {
      return wall.waiting - made.server.underWay;
    },
  };
}
