import { demoPrices } from './prices.ts';
import { readme } from './readme.ts';
import { strategy, strategyTest } from './strategy.ts';

/** The files of a new project by path. `onetape` is what its package.json asks npm for. */
export function projectFiles(name: string, onetape: string): Readonly<Record<string, string>> {
  return {
    'strategy.ts': strategy,
    'strategy.test.ts': strategyTest,
    'run.json': lines(RUN),
    'data/demo.csv': demoPrices(),
    'package.json': lines({
      name,
      private: true,
      type: 'module',
      engines: { node: '>=20.19' },
      scripts: { backtest: 'onetape backtest run.json', test: 'vitest run', types: 'tsc' },
      dependencies: { onetape },
      devDependencies: { typescript: '^7.0.2', vitest: '^4.1.12' },
      // npm 12 runs no install script that is not named: this one fetches or builds the database's machine code. Without
      // the others nothing is missing.
      allowScripts: { 'better-sqlite3': true, bufferutil: false, ccxt: false },
    }),
    'tsconfig.json': lines({
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        strict: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
      },
    }),
    'README.md': readme(name),
    '.gitignore': 'node_modules/\n.onetape/\n',
  };
}

const RUN = {
  strategy: './strategy.ts',
  params: { fast: 10, slow: 40, stop: 3 },
  feeds: { asset: './data/demo.csv' },
  instruments: { asset: { tickSize: 0.01, stepSize: 1 } },
  account: { cash: 100_000, currency: 'USD' },
  costs: { fee: { model: 'percent', rate: 0.0005 }, slippage: { model: 'percent', rate: 0.0002 } },
  sizer: { model: 'fraction-of-equity', fraction: 0.95 },
  metrics: { benchmark: 'asset' },
};

const lines = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
