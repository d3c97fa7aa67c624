import type { MarketRules } from '../market-rules.ts';

/** A market that never closes: each UTC day is a session. */
export const ALWAYS: MarketRules = {
  name: '24/7',
  title: 'Markets that never close, such as crypto: each UTC day is a session',
  version: '1',
  zone: 'UTC',
  years: [1970, 2069],
  week: 'Sun Mon Tue Wed Thu Fri Sat',
  hours: [{ from: '1970-01-01', open: '0:00', close: '24:00' }],
  closed: [],
  exceptions: [],
  sources: ['By definition.'],
};
