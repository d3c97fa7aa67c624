import type { ContractDetails } from '@stoqey/ib';
import type { Grid } from '../../../../model/grid.ts';
import { VenueFault } from '../../venue.ts';
import type { Market } from './contract.ts';

/** Why an instrument is not what TWS says of its contract; undefined where it is. */
export function misfitOf({ instrument, contract: asked }: Market, found: readonly ContractDetails[]): string | undefined {
  const [details, ...others] = found;
  if (details === undefined) return 'TWS knows no such contract';
  if (others.length > 0) return `TWS knows ${found.length} such contracts: say which by its exchange, or by its number (265598-CONID.IBKR)`;
  const { contract, minTick = 0, sizeIncrement, priceMagnifier = 1 } = details;
  if (contract.conId === undefined) return 'TWS does not say its number';
  if (contract.currency !== instrument.quote) return `it is priced in ${contract.currency}, not in ${instrument.quote}`;
  if (instrument.settle !== instrument.quote) return `it is paid for in ${contract.currency}, not in ${instrument.settle}`;
  if (priceMagnifier > 1)
    return `its price counts hundredths of ${contract.currency} (magnified by ${priceMagnifier}), which is not for this adapter`;
  // TWS leaves the multiplier of what has none empty.
  const multiplier = contract.multiplier === undefined || contract.multiplier === 0 ? 1 : Number(contract.multiplier);
  if (multiplier !== instrument.multiplier) return `its multiplier is ${multiplier}, not ${instrument.multiplier}`;
  if (String(contract.secType) === 'FUT' && instrument.contract !== 'linear') return 'it is a future, whose contract is "linear"';
  if (asked.conId !== undefined && String(contract.secType) !== 'FUT' && instrument.contract !== 'spot')
    return `it is paid for whole, and so its contract is "spot"`;
  if (!isCoarser(instrument.ticks, minTick)) return `its prices go by ${minTick}, not by ${instrument.tickSize}`;
  if (sizeIncrement !== undefined && sizeIncrement > 0 && !isCoarser(instrument.steps, sizeIncrement))
    return `its sizes go by ${sizeIncrement}, not by ${instrument.stepSize}`;
  return undefined;
}

/** Whether every point of a grid is one of a finer step, or of the same; a grid without steps is not. */
const isCoarser = ({ num, den }: Grid, step: number): boolean => {
  if (num === 0 || !(step > 0)) return false;
  const ratio = num / den / step;
  return ratio >= 1 - 1e-9 && Math.abs(ratio - Math.round(ratio)) < 1e-6;
};

/** The account that is traded, of those that the login manages. Throws a VenueFault `auth` where it has to be said which. */
export function accountIn(managed: readonly string[], wanted: string | undefined): string {
  const [first, ...others] = managed;
  if (wanted !== undefined && wanted !== '') {
    if (managed.includes(wanted)) return wanted;
    throw new VenueFault('auth', `Expected ONETAPE_IBKR_ACCOUNT to be one of ${managed.join(', ')}, but it was "${wanted}"`);
  }
  if (first !== undefined && others.length === 0) return first;
  throw new VenueFault(
    'auth',
    `Expected ONETAPE_IBKR_ACCOUNT to say which of the accounts ${managed.join(', ')} is traded, but it was missing`,
  );
}

/** Whether an account has paper money: its id begins with a D (DU, DF and the like), that of a real one does not. */
export const isPaper = (account: string): boolean => account.startsWith('D');
