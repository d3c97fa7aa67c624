import { VenueFault } from '../venue.ts';
import type { AskOnce } from './account-read.ts';
import type { Certified } from './certified/row.ts';
import type { CcxtExchange } from './exchange.ts';
import type { Markets } from './markets.ts';
import { fieldsOf } from './read/fields.ts';

/** What only some classes of ccxt have. */
interface Asked extends CcxtExchange {
  sapiGetAccountApiRestrictions?(): Promise<unknown>;
}

/**
 * Asks what has to hold before anything is traded: a key that may trade and not withdraw, where the exchange says what it may; one-way
 * positions. Returns what its owner should know. Rejects with a VenueFault, `auth` where nothing will be better by trying again.
 */
export async function checkAccount(row: Certified, markets: Markets, ask: AskOnce, checksKey: boolean): Promise<string[]> {
  const notes: string[] = [];
  if (row.contract === 'linear') {
    for (const { symbol } of markets.all.slice(0, 1)) {
      const { value } = await ask(async (exchange) => exchange.fetchPositionMode?.(symbol));
      if (value?.hedged === true)
        throw new VenueFault('auth', 'the account is in hedge mode, in which an instrument has two positions: switch it to one-way mode');
    }
  }
  if (!checksKey) return notes;
  if (row.ccxt !== 'binance' && row.ccxt !== 'binanceusdm') {
    return [`what the API key may do cannot be asked at ${row.name}: see to it that it cannot withdraw`];
  }
  const { value } = await ask(async (exchange) => (exchange as Asked).sapiGetAccountApiRestrictions?.());
  const key = fieldsOf(value);
  if (key['enableWithdrawals'] === true) throw new VenueFault('auth', 'the API key can withdraw: make another without that permission');
  const may = row.contract === 'linear' ? 'enableFutures' : 'enableSpotAndMarginTrading';
  if (key[may] === false) throw new VenueFault('auth', `the API key may not trade: it is without "${may}"`);
  if (key['ipRestrict'] === false) notes.push('the API key works from every address: whoever gets hold of it can trade');
  return notes;
}
