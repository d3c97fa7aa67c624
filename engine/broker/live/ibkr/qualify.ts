import type { ContractDetails } from '@stoqey/ib';
import { VenueFault } from '../venue.ts';
import type { Gateway } from './gateway.ts';
import { meaningOf } from './map/codes.ts';
import type { Markets } from './map/contract.ts';
import { accountIn, isPaper, misfitOf } from './map/details.ts';

/**
 * Asks TWS which contract each instrument is: one, with the steps, the multiplier and the currency that the session knows. Rejects with a
 * VenueFault `auth` where nothing will be better by trying again.
 */
export async function qualify(gateway: Gateway, markets: Markets): Promise<void> {
  for (const market of markets.all) {
    if (markets.of(market.instrument) !== undefined) continue;
    const found: ContractDetails[] = [];
    await gateway.ask<true>(
      (ib, id) => ib.reqContractDetails(id, market.contract),
      (what, id) => {
        if (what.kind === 'contract' && what.id === id) found.push(what.details);
        if (what.kind === 'contracts-end' && what.id === id) return true;
        return what.kind === 'code' && what.id === id && meaningOf(what.code) !== 'warning' ? true : undefined;
      },
    );
    const misfit = misfitOf(market, found);
    if (misfit !== undefined) throw new VenueFault('auth', `${market.instrument.id} cannot be traded: ${misfit}`);
    const { contract } = found[0]!;
    // Orders go where the id says: TWS answers with one of the places where it trades.
    markets.qualify(market, { ...contract, exchange: market.contract.exchange || contract.exchange || 'SMART' });
  }
}

/** The account that is traded. Throws a VenueFault `auth` where it has to be said which, and where its money is of the other kind. */
export function accountOf(
  managed: readonly string[],
  { account: wanted, isPaper: wantsPaper }: { readonly account?: string | undefined; readonly isPaper: boolean },
): string {
  const account = accountIn(managed, wanted);
  if (isPaper(account) === wantsPaper) return account;
  const [is, use] = wantsPaper ? ['real money', 'ibkr'] : ['paper money', 'ibkr-paper'];
  const login = wantsPaper ? 'a paper account' : 'an account with real money';
  throw new VenueFault('auth', `Expected the login to be that of ${login}, but "${account}" has ${is}: its broker is "${use}"`);
}
