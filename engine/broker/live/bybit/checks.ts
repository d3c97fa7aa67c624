import type { AccountInfoV5 } from 'bybit-api';
import { VenueFault } from '../venue.ts';
import { refuseHedge } from './map/account.ts';
import { misfitOf } from './map/instrument.ts';
import { type KeyFacts, keyFacts } from './map/key.ts';
import type { Market, Markets } from './map/market.ts';
import type { WireInstrument } from './map/wire.ts';
import type { Rest } from './rest.ts';

/**
 * Asks what has to hold before anything is traded: a key that may trade and not withdraw, a unified account in the margin mode of the
 * instruments, one-way positions, instruments as the session has them. Returns what the key is good for. Rejects with a VenueFault,
 * `auth` where nothing will be better by trying again.
 */
export async function checkAccount(rest: Rest, markets: Markets): Promise<KeyFacts> {
  const { result } = await rest.ask('read', '', (client) => client.getQueryApiKey());
  const facts = keyFacts({ ...result, permissions: { ...result.permissions } }, markets.categories);
  const [{ result: account }] = await Promise.all([
    rest.ask('read', '', (client) => client.getAccountInfo()),
    ...markets.all.map((market) => checkMarket(rest, market)),
  ]);
  checkModes(account, markets);
  return facts;
}

async function checkMarket(rest: Rest, market: Market): Promise<void> {
  const { category, symbol, instrument } = market;
  const { result } = await rest.ask<{ readonly list: readonly WireInstrument[] }>('read', '', (client) =>
    client.getInstrumentsInfo({ category, symbol }),
  );
  const misfit = misfitOf(
    market,
    result.list.find((one) => one.symbol === symbol),
  );
  if (misfit !== undefined) throw new VenueFault('auth', `${instrument.id} cannot be traded: ${misfit}`);
  if (category === 'spot') return;
  // Asked for by its symbol, it is answered also where nothing is held.
  const held = await rest.ask('read', 'read', (client) => client.getPositionInfo({ category, symbol }));
  held.result.list.forEach(refuseHedge);
}

/** What of an account concerns its contracts (docs/v5/account/account-info, docs/v5/enum unifiedMarginStatus). */
function checkModes(
  { unifiedMarginStatus, marginMode }: Pick<AccountInfoV5, 'unifiedMarginStatus' | 'marginMode'>,
  markets: Markets,
): void {
  if (Number(unifiedMarginStatus) < 3)
    throw new VenueFault('auth', `the account is no unified trading account (status "${unifiedMarginStatus}"): upgrade it at bybit`);
  const isIsolated = marginMode === 'ISOLATED_MARGIN';
  for (const { instrument, category } of markets.all) {
    if (category === 'spot' || (instrument.marginMode === 'isolated') === isIsolated) continue;
    throw new VenueFault(
      'auth',
      `the account's margin mode is "${marginMode}", but that of ${instrument.id} is "${instrument.marginMode}"`,
    );
  }
}

/** Sets the leverage of every contract; one that has it already is left (docs/v5/position/leverage, code 110043). */
export async function setLeverage(rest: Rest, markets: Markets, leverage: number): Promise<void> {
  const text = String(leverage);
  for (const { category, symbol } of markets.all) {
    if (category === 'spot') continue;
    try {
      await rest.ask('repeatable', '', (client) => client.setLeverage({ category, symbol, buyLeverage: text, sellLeverage: text }));
    } catch (error) {
      if (!(error instanceof VenueFault && error.message.endsWith('(110043)'))) throw error;
    }
  }
}

/** What the venue cancels by itself where the stream is lost for longer than so many seconds (docs/v5/order/dcp), for clients who have it. */
export async function setCancelOnDisconnect(rest: Rest, markets: Markets, seconds: number): Promise<void> {
  for (const product of productsOf(markets))
    await rest.ask('repeatable', '', (client) => client.setDisconnectCancelAllWindowV2({ product, timeWindow: seconds }));
}

/** The topics that a connection has to listen to for it to count (docs/v5/websocket/private/dcp). */
export const dcpTopics = (markets: Markets): string[] =>
  productsOf(markets).map((product) => (product === 'SPOT' ? 'dcp.spot' : 'dcp.future'));

const productsOf = ({ categories }: Markets): ('SPOT' | 'DERIVATIVES')[] => [
  ...(categories.includes('spot') ? (['SPOT'] as const) : []),
  ...(categories.some((category) => category !== 'spot') ? (['DERIVATIVES'] as const) : []),
];
