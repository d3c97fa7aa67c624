/** Strategies that know what comes later, each in a way of its own; the line that is to be named ends with `// here`. */
export const CHEATS: Readonly<Record<string, string>> = {
  'whole-series normalisation': `import { defineStrategy } from 'onetape';
export default defineStrategy({
  name: 'normalised',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const closes = (asset.close as any).constructor.bufferOf(asset.close).slice(1);
    const mean = closes.reduce((sum: number, price: number) => sum + price, 0) / closes.length;
    return {
      onBar() {
        const weight = asset.close.value < mean ? 0.9 : 0;
        ctx.target(asset, weight); // here
      },
    };
  },
});
`,
  'the next bar of a file': `import { readFileSync } from 'node:fs';
import { defineStrategy } from 'onetape';

const rows = readFileSync(new URL('./prices.csv', import.meta.url), 'utf8').trim().split('\\n').slice(1); // here

export default defineStrategy({
  name: 'reader',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    let n = 0;
    return {
      onBar() {
        const next = Number(rows[++n]?.split(',')[4]);
        if (next > asset.close.value) ctx.buy(asset);
        else ctx.close(asset);
      },
    };
  },
});
`,
  'a longer bar before its close': `import { defineStrategy, sma } from 'onetape';
export default defineStrategy({
  name: 'early',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const week = ctx.resample(asset, '1w') as any;
    const average = sma(asset.close, 3);
    return {
      onBar() {
        // The close of the week that is under way.
        const close = week.close.constructor.at(week.close, week.row + 1);
        const weight = close > average.value ? 0.9 : 0;
        ctx.target(asset, weight); // here
      },
    };
  },
});
`,
  'a fit over all data': `import { defineStrategy } from 'onetape';
import { slopeOf } from './fit.ts';
export default defineStrategy({
  name: 'fitted',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const { slope, intercept } = slopeOf((asset.close as any).constructor.bufferOf(asset.close));
    let n = 0;
    return {
      onBar() {
        const line = intercept + slope * ++n;
        const weight = asset.close.value < line ? 0.9 : 0;
        ctx.target(asset, weight); // here
      },
    };
  },
});
`,
  'a shift by -1': `import { defineStrategy } from 'onetape';
export default defineStrategy({
  name: 'shifted',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const shifted = (by: number) => (asset.close as any).constructor.at(asset.close, (asset as any).row - by);
    return {
      onBar() {
        const weight = shifted(-1) > shifted(0) ? 0.9 : 0;
        ctx.target(asset, weight); // here
      },
    };
  },
});
`,
  'what an earlier run has seen': `import { defineStrategy } from 'onetape';
const seen: Map<number, number> = ((globalThis as any).seen ??= new Map());
export default defineStrategy({
  name: 'remembering',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const closes = (asset.close as any).constructor.bufferOf(asset.close);
    if (seen.size === 0) closes.forEach((price: number, row: number) => seen.set(row, price));
    return {
      onBar() {
        const row = (asset as any).row;
        const weight = seen.get(row + 5)! > asset.close.value ? 0.9 : 0;
        ctx.target(asset, weight); // here
      },
    };
  },
});
`,
};

/** The module that one of them imports. */
export const FIT = `export function slopeOf(prices: Float64Array): { slope: number; intercept: number } {
  const count = prices.length - 1;
  const middle = (count + 1) / 2;
  let [mean, top, below] = [0, 0, 0];
  for (let row = 1; row <= count; row++) mean += prices[row]! / count;
  for (let row = 1; row <= count; row++) {
    top += (row - middle) * (prices[row]! - mean);
    below += (row - middle) * (row - middle);
  }
  return { slope: top / below, intercept: mean - (top / below) * middle };
}
`;

/** The number of the line that is to be named. */
export const lineOf = (source: string): number => source.split('\n').findIndex((line) => line.endsWith('// here')) + 1;
