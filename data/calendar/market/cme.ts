import type { MarketRules } from '../market-rules.ts';

const OPEN = 'prev 17:00';

/** Holidays of the floor on which Globex halts at noon and opens again for the next day; the year from which each is kept is the market's. */
const holidays = (years: string): readonly string[] => [
  `${years} Jan Mon3`,
  `${years} Feb Mon3`,
  `${years} May lastMon`,
  `${years} Jul 4 Sat-1 Sun+1`,
  `${years} Sep Mon1`,
  `${years} Nov Thu4`,
];

/** Juneteenth, kept since 2022. */
const JUNETEENTH = '2022- Jun 19 Sat-1 Sun+1';

/** Days on which nothing is traded: New Year (a Saturday's is not made up for) and Christmas. */
const NEW_YEAR_AND_CHRISTMAS = ['2013- Jan 1 Sun+1', '2013- Dec 25 Sat-1 Sun+1'];

/** Good Fridays on which a report on employment was due, and markets opened for it. */
const REPORT_FRIDAYS = ['2015-04-03', '2021-04-02', '2023-04-07', '2026-04-03'];

const CLOSED_GOOD_FRIDAYS = '2013-2014,2016-2020,2022,2024-2025,2027- Easter-2';

const SOURCES = [
  'CME Group, Globex trading hours, holiday calendars and its notices of changed hours (2012-11-18, 2015-09-21, 2021-06-28).',
  'A halt on a holiday ends the session of that date; CME itself counts its trades to the next trade date. Compared with pandas_market_calendars and LEAN market hours.',
];

const base = { zone: 'America/Chicago', week: 'Mon Tue Wed Thu Fri', version: '1' } as const;

/** CME and CBOT equity index futures on Globex, such as ES, NQ, YM and RTY. */
export const CME: MarketRules = {
  ...base,
  name: 'CME',
  title: 'CME Globex equity index futures (ES, NQ, YM, RTY): 17:00 the evening before to 16:00 Chicago',
  years: [2013, 2030],
  hours: [
    { from: '2013-01-01', open: OPEN, close: '16:15', rest: '15:15-15:30' },
    { from: '2015-09-21', open: OPEN, close: '16:00', rest: '15:15-15:30' },
    { from: '2021-06-28', open: OPEN, close: '16:00' },
  ],
  closed: [...NEW_YEAR_AND_CHRISTMAS, CLOSED_GOOD_FRIDAYS],
  exceptions: [
    {
      on: [
        '2013 Jan Mon3',
        '2013 Feb Mon3',
        '2013 May lastMon',
        '2013 Jul 4',
        '2013 Sep Mon1',
        '2013 Nov Thu4',
        '2014 Jan Mon3',
        '2014 Feb Mon3',
      ],
      close: '10:30',
    },
    { on: ['2014 May lastMon', '2014 Jul 4', '2014 Sep Mon1', '2014 Nov Thu4', ...holidays('2015-'), JUNETEENTH], close: '12:00' },
    { on: ['2013- Nov Thu4+1', '2013- Dec 24 if Mon,Tue,Wed,Thu', '2013- Jul 3 if Mon,Tue,Wed,Thu'], close: '12:15' },
    { on: REPORT_FRIDAYS, close: '8:15' },
    // Days of mourning for Bush and Carter.
    { on: ['2018-12-05', '2025-01-09'], close: '8:30' },
  ],
  sources: [
    ...SOURCES,
    'Compared with bars of ES of 2013. Before the trade date of 2012-11-19 days began at 15:30 and ended at 15:15: not modelled.',
  ],
};

/** CME currency futures on Globex, such as 6E and 6J. */
export const CME_FX: MarketRules = {
  ...base,
  name: 'CME_FX',
  title: 'CME Globex currency futures (6E, 6J, 6B): 17:00 the evening before to 16:00 Chicago',
  years: [2016, 2030],
  hours: [{ from: '2016-01-01', open: OPEN, close: '16:00' }],
  closed: [...NEW_YEAR_AND_CHRISTMAS, CLOSED_GOOD_FRIDAYS],
  exceptions: [
    // Since 2022 currencies trade through the holidays of the floor.
    { on: holidays('2016-2021'), close: '12:00' },
    { on: ['2016- Nov Thu4+1', '2016- Dec 24 if Mon,Tue,Wed,Thu'], close: '12:15' },
    { on: REPORT_FRIDAYS, close: '10:15' },
  ],
  sources: SOURCES,
};

/** NYMEX and COMEX energy and metals futures on Globex, such as CL, NG, GC and SI. */
export const NYMEX: MarketRules = {
  ...base,
  name: 'NYMEX',
  title: 'NYMEX and COMEX energy and metals futures on Globex (CL, NG, GC, SI): 17:00 the evening before to 16:00 Chicago',
  years: [2016, 2030],
  hours: [{ from: '2016-01-01', open: OPEN, close: '16:00' }],
  closed: [...NEW_YEAR_AND_CHRISTMAS, '2016- Easter-2'],
  exceptions: [
    { on: holidays('2016-2021'), close: '12:00' },
    { on: [...holidays('2022-'), JUNETEENTH], close: '13:30' },
    // A holiday on a Friday ends the week at noon.
    { on: ['2022- Jul 4 if Fri', '2022- Jul 3 if Fri', '2022- Jun 19 if Fri', '2022- Jun 18 if Fri'], close: '12:00' },
    { on: ['2016-2023 Nov Thu4+1', '2016- Dec 24 if Mon,Tue,Wed,Thu'], close: '12:45' },
    { on: ['2024- Nov Thu4+1'], close: '13:45' },
  ],
  sources: SOURCES,
};
