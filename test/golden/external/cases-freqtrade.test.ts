import { casesOf, judge } from './cases-verdicts.ts';
import { freqtradeCase, type Scenario } from './freqtrade.ts';

/** Scenarios in which the rule there is one we refuse. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  tc11: 'a stop that the open has gapped through is filled there at its level if the candle trades at it later; here at the open',
  tc16: 'a trade whose time is over is sold there at the low of the candle; here by a market order, at its open',
  tc20: 'a target that is lowered below the market is filled there at its price; here it is a limit that takes the better open',
  tc40: 'a limit to buy above the candle pays its high there; here it takes the open',
};

const scenarios = casesOf<{ readonly cases: readonly Scenario[] }>('freqtrade').get('candle_scenarios')?.cases ?? [];

judge('freqtrade', scenarios.map(freqtradeCase), EXCEPTIONS);
