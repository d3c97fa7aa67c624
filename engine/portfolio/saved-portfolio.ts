import type { Series } from '../model/series.ts';
import type { SavedBalances } from './balances.ts';
import type { SavedCurrencyGains } from './currency-gains.ts';
import type { SavedCurve } from './equity-curve.ts';
import { extremesOf } from './extremes-of.ts';
import { FILL } from './fill-log.ts';
import type { SavedIsolated } from './isolated.ts';
import type { Portfolio } from './portfolio.ts';
import type { Positions, SavedPositions } from './positions.ts';
import type { Newest, SavedTrips } from './round-trips.ts';
import type { SavedSlip } from './slipped.ts';
import type { SavedProceeds } from './unsettled.ts';

/** What an account keeps to itself. */
export interface Inside {
  readonly positions: Positions;
  /** What each strategy has made. */
  readonly made: Float64Array;
  readonly markets: readonly Series[];
  readonly shown: readonly Series[];
}

/** An account as it stands, without what it has been through: of payments and values only how many there were, of fills the newest, too. */
export interface SavedPortfolio {
  readonly balances: SavedBalances;
  readonly unsettled: readonly SavedProceeds[];
  readonly positions: SavedPositions;
  readonly isolated: SavedIsolated;
  readonly currencyGains: SavedCurrencyGains | undefined;
  readonly curve: SavedCurve;
  readonly trips: SavedTrips;
  readonly slipped: readonly SavedSlip[];
  readonly fills: number;
  /** The row of the newest fill, whose fee may still be told of; of none it is empty. */
  readonly newestFill: readonly number[];
  readonly payments: number;
  readonly exposedBatches: number;
  readonly traded: number;
  readonly made: readonly number[];
}

/** Writes an account down; `fromTrip` is the first round trip that somebody still asks for. */
export function savePortfolio(account: Portfolio, fromTrip: number): SavedPortfolio {
  const { inside } = account;
  lookAtAll(account, inside);
  return {
    balances: account.balances.save(),
    unsettled: account.unsettled.save(),
    positions: inside.positions.save(),
    isolated: account.margins.isolated.save(),
    currencyGains: account.currencyGains?.save(),
    curve: account.curve.save(),
    trips: account.trips.save(fromTrip, newestOf(inside)),
    slipped: account.slipped.save(),
    fills: account.fills.length,
    // Without its time it is no news to anybody.
    newestFill: account.fills.length === 0 ? [] : account.fills.read(account.fills.length - 1).with(FILL.ts, Number.NaN),
    payments: account.ledger.rows.length,
    exposedBatches: account.exposedBatches,
    traded: account.traded,
    made: [...inside.made],
  };
}

/** Makes an account what another one was. */
export function restorePortfolio(account: Portfolio, saved: SavedPortfolio): void {
  const { inside } = account;
  account.balances.restore(saved.balances);
  account.unsettled.restore(saved.unsettled);
  inside.positions.restore(saved.positions);
  account.margins.isolated.restore(saved.isolated);
  if (saved.currencyGains !== undefined) account.currencyGains?.restore(saved.currencyGains);
  account.curve.restore(saved.curve);
  account.trips.restore(saved.trips, newestOf(inside));
  account.slipped.restore(saved.slipped, inside.markets);
  account.fills.resume(saved.fills);
  if (saved.fills > 0) account.fills.recall(saved.fills - 1, saved.newestFill);
  account.ledger.rows.resume(saved.payments);
  account.splits.length = 0;
  account.exposedBatches = saved.exposedBatches;
  account.traded = saved.traded;
  inside.made.set(saved.made);
  account.renew();
}

const newestOf = ({ markets, shown }: Inside): Newest => ({ market: (i) => markets[i]!.row, shown: (i) => shown[i]!.row });

/** Looks at all rows that positions were held through: who goes on with them may not have those rows. */
function lookAtAll({ trips }: Portfolio, { positions, markets }: Inside): void {
  for (let slot = 0; slot < markets.length * positions.strategies; slot++) {
    const market = markets[slot % markets.length]!;
    const held = positions.slotQty(slot);
    if (held !== 0) trips.look(slot, extremesOf(market, held < 0), market.row + 1);
  }
}
