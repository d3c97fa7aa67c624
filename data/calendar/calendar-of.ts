import type { SessionTable } from '../../engine/model/calendar.ts';
import { compileSessions } from './compile.ts';
import { ALWAYS } from './market/always.ts';
import { CME, CME_FX, NYMEX } from './market/cme.ts';
import { FOREX } from './market/forex.ts';
import { XETR } from './market/xetr.ts';
import { XEUR } from './market/xeur.ts';
import { XHKG } from './market/xhkg.ts';
import { XLON } from './market/xlon.ts';
import { XNSE } from './market/xnse.ts';
import { XNAS, XNYS } from './market/xnys.ts';
import type { MarketRules } from './market-rules.ts';

const MARKETS: readonly MarketRules[] = [ALWAYS, XNYS, XNAS, CME, CME_FX, NYMEX, FOREX, XEUR, XETR, XLON, XNSE, XHKG];

/** Other names under which the calendars go, in any case. */
const ALIASES: Readonly<Record<string, string>> = {
  CRYPTO: '24/7',
  ALWAYS: '24/7',
  NYSE: 'XNYS',
  AMEX: 'XNYS',
  ARCA: 'XNYS',
  ARCX: 'XNYS',
  XASE: 'XNYS',
  BATS: 'XNYS',
  CBOE: 'XNYS',
  US: 'XNYS',
  USA: 'XNYS',
  NASDAQ: 'XNAS',
  XCME: 'CME',
  GLOBEX: 'CME',
  CMES: 'CME',
  CME_EQUITY: 'CME',
  CME_CURRENCY: 'CME_FX',
  XNYM: 'NYMEX',
  COMEX: 'NYMEX',
  XCEC: 'NYMEX',
  FX: 'FOREX',
  EUREX: 'XEUR',
  XETRA: 'XETR',
  LSE: 'XLON',
  NSE: 'XNSE',
  BSE: 'XNSE',
  XBOM: 'XNSE',
  INDIA: 'XNSE',
  HKEX: 'XHKG',
  HKSE: 'XHKG',
};

const compiled = new Map<string, SessionTable>();

/** The sessions of a market, by the name of its calendar or an alias, in any case; undefined where there is no such calendar. */
export function calendarOf(name: string): SessionTable | undefined {
  const rules = marketOf(name);
  if (rules === undefined) return undefined;
  const table = compiled.get(rules.name) ?? compileSessions(rules);
  compiled.set(rules.name, table);
  return table;
}

/** The rules behind a calendar, by its name or an alias, in any case. */
export function marketOf(name: string): MarketRules | undefined {
  const wanted = name.toUpperCase();
  const proper = ALIASES[wanted] ?? wanted;
  return MARKETS.find((one) => one.name === proper);
}

/** Every name that `calendarOf` knows, aliases last. */
export function calendarNames(): readonly string[] {
  return [...MARKETS.map(({ name }) => name), ...Object.keys(ALIASES)];
}
