import type { MarketRules } from '../market-rules.ts';

/** Spot foreign exchange between banks: open from Sunday to Friday, with the day beginning at five in the afternoon in New York. */
export const FOREX: MarketRules = {
  name: 'FOREX',
  title: 'Spot foreign exchange: Sunday 17:00 to Friday 17:00 New York, days from 17:00 to 17:00',
  version: '1',
  zone: 'America/New_York',
  years: [1971, 2030],
  week: 'Mon Tue Wed Thu Fri',
  hours: [{ from: '1971-01-01', open: 'prev 17:00', close: '17:00' }],
  // Few quotes were made on these days before, none since; brokers differ on the days around them.
  closed: ['2010- Jan 1', '2010- Dec 25'],
  exceptions: [],
  sources: [
    'The market convention that a value date rolls at 17:00 New York.',
    'Compared with hourly bars of EURUSD from 2007 to 2018. Half days around Christmas differ by broker and are not modelled.',
  ],
};
