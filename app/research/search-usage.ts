import type { Flag } from '../flag-sets.ts';

/** The flags of every command that searches: what varies, how it is gone through, and what is looked for. */
export const SEARCH_FLAGS = {
  grid: {
    takes: 'NAME=VALUES',
    many: true,
    describe: 'what varies: fast=5:50:5, slow=20,50,100, rate=0.001:1:log, period=2010..2014,2015..; without it all parameters as declared',
  },
  where: { takes: 'CONDITION', many: true, describe: 'what must hold of it: "fast < slow"' },
  random: { takes: 'N', describe: 'N combinations drawn at random, in place of all of them' },
  lhs: { takes: 'N', describe: 'N combinations of a Latin hypercube' },
  tpe: { takes: 'N', describe: 'N combinations, each batch where the best ones before it lie dense' },
  halving: {
    takes: 'N',
    describe: 'N combinations over a ninth of the data, the best third over a third, the best third of those over all',
  },
  seed: { takes: 'S', describe: 'of what is drawn; 1 by default' },
  objective: {
    takes: 'FORMULA',
    many: true,
    describe: 'a metric or a formula: sharpe, min:maxDrawdown, "sharpe - 0.5 * turnover"; sharpe by default, again for a Pareto front',
  },
} as const satisfies Readonly<Record<string, Flag>>;

/** The flags of a walk-forward beside those of its search. */
export const WALK_FLAGS = {
  'in-sample': { takes: 'LENGTH', describe: 'what each window searches: 2y, 6mo, 90d, 500bars; 2y by default' },
  'out-of-sample': { takes: 'LENGTH', describe: 'what its best is then run on, and how far windows move; 6mo by default' },
  anchored: { describe: 'every in-sample begins with the first bar, and grows' },
  purge: { takes: 'LENGTH', describe: 'what is taken off the end of each in-sample; nothing by default' },
  embargo: { takes: 'LENGTH', describe: 'what is left out after it; nothing by default' },
  cpcv: {
    takes: 'N,K',
    describe: 'in place of windows, combinatorial purged cross-validation: N groups of time, every choice of K of them tested',
  },
  workers: { takes: 'N', describe: 'how many threads; as many as the machine has by default' },
  html: { takes: 'FILE', describe: 'write a page: windows, stitched equity, what was tried' },
  open: { describe: 'open the page in a browser' },
} as const satisfies Readonly<Record<string, Flag>>;
