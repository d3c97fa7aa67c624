import { it } from 'vitest';
import { readBars } from './bars.ts';
import { caseIds, readCase } from './case.ts';
import { differenceFromBacktestingPy, differenceFromBacktrader } from './compare.ts';
import { fromBacktestingPy } from './from-backtesting-py.ts';
import { fromBacktrader } from './from-backtrader.ts';
import { rulesApart } from './rules-apart.ts';
import { play } from './run-script.ts';
import { waitsFor } from './waits-for.ts';

it('tries', () => {
  for (const id of caseIds()) {
    const c = readCase(id);
    try {
      const data = c.data.map(readBars);
      const p = c.kind === 'backtrader' ? play(fromBacktrader(c, data)) : play(fromBacktestingPy(c, data[0]!));
      const d = c.kind === 'backtrader' ? differenceFromBacktrader(c, p) : differenceFromBacktestingPy(c, p, data[0]!);
      if (d) console.log(id, d.text, '|', waitsFor(c).join(), '|', rulesApart(c, data).join(';'));
    } catch (e) {
      console.log(id, 'THREW', e);
    }
  }
}, 60000);
