import type { MarketRules } from '../market-rules.ts';

/** German equities on Xetra. */
export const XETR: MarketRules = {
  name: 'XETR',
  title: 'German equities: Xetra, continuous trading',
  version: '1',
  zone: 'Europe/Berlin',
  years: [2010, 2030],
  week: 'Mon Tue Wed Thu Fri',
  hours: [{ from: '2010-01-01', open: '9:00', close: '17:30' }],
  closed: [
    '2010- Jan 1',
    '2010- Easter-2',
    '2010- Easter+1',
    '2010- May 1',
    '2015-2021 Easter+50',
    '2014-2021 Oct 3',
    // The five hundredth anniversary of the Reformation.
    '2017-10-31',
    '2010- Dec 24',
    '2010- Dec 25',
    '2010- Dec 26',
    '2010- Dec 31',
  ],
  // The last trading day of a year.
  exceptions: [{ on: ['2010- Dec 30 Sat-1 Sun-2'], close: '14:00' }],
  sources: [
    'Deutsche Börse, Xetra trading calendar.',
    'Compared with the calendar of exchange_calendars. The closing auction after 17:30 is not part of the session.',
  ],
};
