import type { MarketRules } from '../market-rules.ts';

/** UK equities on the order book of the London Stock Exchange. */
export const XLON: MarketRules = {
  name: 'XLON',
  title: 'UK equities: London Stock Exchange, continuous trading',
  version: '1',
  zone: 'Europe/London',
  years: [2000, 2030],
  week: 'Mon Tue Wed Thu Fri',
  hours: [{ from: '2000-01-01', open: '8:00', close: '16:30' }],
  closed: [
    '2000- Jan 1 Sat+2 Sun+1',
    '2000- Easter-2',
    '2000- Easter+1',
    // The early May holiday of 2020 moved to the anniversary of the end of the war.
    '2000-2019,2021- May Mon1',
    '2020-05-08',
    // The spring holiday moved to the Queen's jubilees.
    '2000-2001,2003-2011,2013-2021,2023- May lastMon',
    '2002-06-03..2002-06-04',
    '2012-06-04..2012-06-05',
    '2022-06-02..2022-06-03',
    '2000- Aug lastMon',
    '2000- Dec 25 Sat+2 Sun+2',
    '2000- Dec 26 Sat+2 Sun+2',
    // A royal wedding, the Queen's funeral, the King's coronation.
    '2011-04-29',
    '2022-09-19',
    '2023-05-08',
  ],
  exceptions: [{ on: ['2000- Dec 24 Sat-1 Sun-2', '2000- Dec 31 Sat-1 Sun-2'], close: '12:30' }],
  sources: [
    'London Stock Exchange, Business days; its notice N47/99 for the hours since 1999-09-20; bank holidays of England and Wales.',
    'Compared with the calendar of exchange_calendars. The closing auction after 16:30 is not part of the session.',
  ],
};
