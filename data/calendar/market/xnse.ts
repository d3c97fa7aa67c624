import type { MarketRules } from '../market-rules.ts';

/** Indian equities: the National Stock Exchange and the BSE. */
export const XNSE: MarketRules = {
  name: 'XNSE',
  title: 'Indian equities: National Stock Exchange of India, normal market (BSE keeps the same days and hours)',
  version: '1',
  zone: 'Asia/Kolkata',
  years: [2011, 2026],
  week: 'Mon Tue Wed Thu Fri',
  hours: [{ from: '2011-01-01', open: '9:15', close: '15:30' }],
  closed: [
    '2011: 01-26 03-02 04-12 04-14 04-22 08-15 08-31 09-01 10-06 10-26 10-27 11-07 11-10 12-06',
    '2012: 01-26 02-20 03-08 04-05 04-06 05-01 08-15 08-20 09-19 10-02 10-24 11-13 11-14 11-28 12-25',
    '2013: 03-27 03-29 04-19 04-24 05-01 08-09 08-15 09-09 10-02 10-16 11-04 11-15 12-25',
    '2014: 02-27 03-17 04-08 04-14 04-18 04-24 05-01 07-29 08-15 08-29 10-02 10-03 10-06 10-15 10-23 10-24 11-04 11-06 12-25',
    '2015: 01-26 02-17 03-06 04-02 04-03 04-14 05-01 09-17 09-25 10-02 10-22 11-11 11-12 11-25 12-25',
    '2016: 01-26 03-07 03-24 03-25 04-14 04-15 04-19 07-06 08-15 09-05 09-13 10-11 10-12 10-31 11-14',
    '2017: 01-26 02-24 03-13 04-04 04-14 05-01 06-26 08-15 08-25 10-02 10-19 10-20 12-25',
    '2018: 01-26 02-13 03-02 03-29 03-30 05-01 08-15 08-22 09-13 09-20 10-02 10-18 11-07 11-08 11-23 12-25',
    '2019: 03-04 03-21 04-17 04-19 04-29 05-01 06-05 08-12 08-15 09-02 09-10 10-02 10-08 10-21 10-28 11-12 12-25',
    '2020: 02-21 03-10 04-02 04-06 04-10 04-14 05-01 05-25 10-02 11-16 11-30 12-25',
    '2021: 01-26 03-11 03-29 04-02 04-14 04-21 05-13 07-21 08-19 09-10 10-15 11-04 11-05 11-19',
    '2022: 01-26 03-01 03-18 04-14 04-15 05-03 08-09 08-15 08-31 10-05 10-24 10-26 11-08',
    '2023: 01-26 03-07 03-30 04-04 04-07 04-14 05-01 06-29 08-15 09-19 10-02 10-24 11-14 11-27 12-25',
    '2024: 01-22 01-26 03-08 03-25 03-29 04-11 04-17 05-01 05-20 06-17 07-17 08-15 10-02 11-01 11-15 11-20 12-25',
    '2025: 02-26 03-14 03-31 04-10 04-14 04-18 05-01 08-15 08-27 10-02 10-21 10-22 11-05 12-25',
    '2026: 01-15 01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20 11-10 11-24 12-25',
  ],
  exceptions: [
    // Saturdays and a Sunday on which the budget was presented or a holiday made up for: as on any day.
    { on: ['2015-02-28', '2020-02-01', '2024-01-20', '2025-02-01', '2026-02-01'], extra: true },
    // Saturdays on which systems were tried.
    {
      on: ['2012-01-07', '2012-03-03', '2012-04-28', '2012-09-08', '2013-05-11', '2014-03-22'],
      extra: true,
      open: '11:15',
      close: '12:45',
    },
    { on: ['2024-03-02', '2024-05-18'], extra: true, open: '9:15', close: '12:30', rest: '10:00-11:30' },
    // Muhurat: the auspicious hour of Diwali.
    { on: ['2011-10-26'], extra: true, open: '16:45', close: '18:00' },
    { on: ['2012-11-13'], extra: true, open: '15:45', close: '17:00' },
    { on: ['2013-11-03', '2014-10-23'], extra: true, open: '18:15', close: '19:30' },
    { on: ['2015-11-11'], extra: true, open: '17:45', close: '18:45' },
    { on: ['2016-10-30', '2017-10-19'], extra: true, open: '18:30', close: '19:30' },
    { on: ['2018-11-07'], extra: true, open: '17:30', close: '18:30' },
    { on: ['2019-10-27', '2020-11-14', '2021-11-04', '2022-10-24', '2023-11-12'], extra: true, open: '18:15', close: '19:15' },
    { on: ['2024-11-01'], extra: true, open: '18:00', close: '19:00' },
    { on: ['2025-10-21'], extra: true, open: '13:45', close: '14:45' },
    // A failure of the exchange's network.
    { on: ['2021-02-24'], close: '17:00', rest: '11:40-15:45' },
  ],
  sources: [
    'NSE circulars on trading holidays, Muhurat trading and special sessions, as reported by brokers and the press.',
    'Compared with exchange_calendars (BSE) and LEAN market hours; where these differ (2013-11-15), with reports of the day.',
    'The hours of the Saturday tests of 2012 to 2014 are those announced for 2012-04-28. The Muhurat session of 2026 was not announced yet.',
  ],
};
