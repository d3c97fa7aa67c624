import { ConfigError } from '../../../model/errors.ts';
import type { Instrument } from '../../../model/instrument.ts';
import type { FeeDesk, Fees } from './fee-model.ts';

/** Coins that stand for a dollar: a schedule in dollars is theirs too. */
const DOLLARS: ReadonlySet<string> = new Set(['USD', 'USDT', 'USDC', 'BUSD', 'FDUSD', 'TUSD', 'USDP', 'DAI']);

/** Units of a fee's currency per unit of an instrument's settlement currency, when it trades at a price. */
type Rate = (price: number) => number;

/**
 * Fees whose money, and whose volume, is in a currency of its own: it is changed at the newest rates. Throws a ConfigError
 * where an instrument needs a rate that the account has not.
 */
export function feeIn(currency: string, { fee, filled, save, restore }: Fees, desk: FeeDesk): Fees {
  const rates = new Map(desk.instruments.map((instrument) => [instrument, rateFor(instrument, currency, desk)]));
  return {
    fee(qty, price, instrument, liquidity, orderId, buys, ts) {
      const rate = rates.get(instrument)!(price);
      return fee(qty, valued(instrument, price, rate), instrument, liquidity, orderId, buys, ts) / rate;
    },
    filled:
      filled === undefined
        ? undefined
        : (fill, instrument, done) =>
            filled({ ...fill, price: valued(instrument, fill.price, rates.get(instrument)!(fill.price)) }, instrument, done),
    save,
    restore,
  };
}

function rateFor({ settle, quote, contract }: Instrument, currency: string, desk: FeeDesk): Rate {
  if (isSame(settle, currency)) return () => 1;
  // What is settled in the coin itself is priced in it.
  if (contract === 'inverse' && isSame(quote, currency)) return (price) => price;
  const [own, other] = [settle, currency].map((one) => desk.rateOf(one));
  if (own !== undefined && other !== undefined) return () => own() / other();
  const missing = own === undefined ? settle : currency;
  throw new ConfigError(`Expected "account.rates" to have "${missing}", which a fee in "${currency}" needs, but it was missing`);
}

const isSame = (a: string, b: string): boolean => a === b || (DOLLARS.has(a) && DOLLARS.has(b));

/** The price at which a unit is worth `rate` times as much. */
const valued = ({ contract }: Instrument, price: number, rate: number): number => (contract === 'inverse' ? price / rate : price * rate);
