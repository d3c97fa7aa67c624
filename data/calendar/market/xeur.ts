import type { MarketRules } from '../market-rules.ts';

/** Index futures of Eurex in euro, such as FESX and FDAX. */
export const XEUR: MarketRules = {
  name: 'XEUR',
  title: 'Eurex: equity index futures in euro (FESX, FDAX), the European day',
  version: '1',
  zone: 'Europe/Berlin',
  years: [2006, 2030],
  week: 'Mon Tue Wed Thu Fri',
  hours: [
    { from: '2006-01-01', open: '9:00', close: '22:00' },
    { from: '2006-06-01', open: '8:00', close: '22:00' },
    // Trading from 8:10 in Singapore, summer and winter: the Asian morning counts as extended hours.
    { from: '2018-12-10', open: '8:00', close: '22:00', extended: '0:10Z-22:00' },
  ],
  closed: [
    '2006- Jan 1',
    '2006- Easter-2',
    '2006- Easter+1',
    '2006- May 1',
    '2006- Dec 24',
    '2006- Dec 25',
    '2006- Dec 26',
    '2006- Dec 31',
  ],
  exceptions: [],
  sources: [
    'Eurex, Trading calendar; its announcements of longer hours: 22:00 from 2005-11-21, 8:00 from 2006-06-01, the Asian morning from 2018-12-10.',
    'Compared with the calendar of exchange_calendars and one-minute bars of January and February 2006.',
    'Options, and futures on single equities, volatility or fixed income, have other hours.',
  ],
};
