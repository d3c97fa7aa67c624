import type { MarketRules } from '../market-rules.ts';

/** US equities: the New York Stock Exchange, Nasdaq and the other US stock exchanges keep the same days and hours. */
export const XNYS: MarketRules = {
  name: 'XNYS',
  title: 'US equities: NYSE, Nasdaq, NYSE Arca and the other US stock exchanges; regular trading hours',
  version: '1',
  zone: 'America/New_York',
  years: [1990, 2030],
  week: 'Mon Tue Wed Thu Fri',
  hours: [{ from: '1990-01-01', open: '9:30', close: '16:00', extended: '4:00-20:00' }],
  closed: [
    // A New Year's Day on a Saturday is not made up for (NYSE rule 7.2).
    '1990- Jan 1 Sun+1',
    '1998- Jan Mon3',
    '1990- Feb Mon3',
    '1990- Easter-2',
    '1990- May lastMon',
    '2022- Jun 19 Sat-1 Sun+1',
    '1990- Jul 4 Sat-1 Sun+1',
    '1990- Sep Mon1',
    '1990- Nov Thu4',
    '1990- Dec 25 Sat-1 Sun+1',
    // Days of mourning for Nixon, Reagan, Ford, Bush and Carter.
    '1994-04-27',
    '2004-06-11',
    '2007-01-02',
    '2018-12-05',
    '2025-01-09',
    // The attacks of September 11, and hurricane Sandy.
    '2001-09-11..2001-09-14',
    '2012-10-29..2012-10-30',
  ],
  exceptions: [
    { on: ['1990-1992 Dec 24 if Mon,Tue,Wed,Thu', '1992 Nov Thu4+1'], close: '14:00' },
    {
      on: [
        '1993- Nov Thu4+1',
        '1993- Dec 24 if Mon,Tue,Wed,Thu',
        '1995- Jul 3 if Mon,Tue,Thu',
        // Of an Independence Day on a Thursday: first the Friday after it, since 2013 the Wednesday before it.
        '1996-2012 Jul 5 if Fri',
        '2013- Jul 3 if Wed',
        '1997-12-26',
        '1999-12-31',
        '2003-12-26',
      ],
      close: '13:00',
      extended: '4:00-17:00',
    },
    // Snow.
    { on: ['1994-02-11'], close: '14:30' },
    { on: ['1996-01-08'], open: '11:00', close: '14:00' },
    // The circuit breakers of October 1997 ended the day; the first anniversary of September 11 began it late.
    { on: ['1997-10-27'], close: '15:30' },
    { on: ['2002-09-11'], open: '12:00' },
  ],
  sources: [
    'NYSE, Holidays and Trading Hours, and its list of special closings since 1885.',
    'Compared with the calendars of exchange_calendars and pandas_market_calendars, LEAN market hours, and daily bars of SPY, AAPL, GOOG and QQQ.',
    'Extended hours are those of today; before 2013 most venues kept shorter ones. Moments of silence, and halts of one exchange alone, are not modelled.',
  ],
};

/** The Nasdaq's calendar: that of the NYSE, but for the first anniversary of September 11. */
export const XNAS: MarketRules = { ...XNYS, name: 'XNAS', exceptions: [...XNYS.exceptions, { on: ['2002-09-11'], open: '11:00' }] };
