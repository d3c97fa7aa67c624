import { strategy, strategyTest } from './strategy.ts';

/** The files of a new project by name. `onetape` is what its package.json asks of this package: a version, or a folder. */
export function projectFiles(name: string, onetape: string): Readonly<Record<string, string>> {
  return {
    'strategy.ts': strategy,
    'strategy.test.ts': strategyTest,
    'run.json': lines(RUN),
    'package.json': lines({
      name,
      private: true,
      type: 'module',
      scripts: { backtest: 'onetape backtest run.json', test: 'vitest run', types: 'tsc --noEmit' },
      dependencies: { onetape },
      devDependencies: { typescript: '^7.0.2', vitest: '^4.1.12' },
    }),
    'tsconfig.json': lines({
      compilerOptions: {
        target: 'es2022',
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
  params: { fast: 20, slow: 60, stop: 3 },
  feeds: { asset: 'sample:sp500' },
  account: { cash: 100_000, currency: 'USD' },
  costs: { fee: { model: 'percent', rate: 0.0005 }, slippage: { model: 'percent', rate: 0.0002 } },
  sizer: { model: 'fraction-of-equity', fraction: 0.95, at: 'signal' },
};

const lines = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const readme = (name: string): string => `# ${name}

| file | what |
|---|---|
| \`strategy.ts\` | the strategy: what it looks at, and when it buys and sells |
| \`strategy.test.ts\` | its test: a few bars in, fills out |
| \`run.json\` | a run: the strategy, its parameters, data, money and costs |

\`\`\`sh
npx onetape backtest run.json                    # the run: a summary, and a page under .onetape/reports
npx onetape backtest run.json --param fast=10    # the same with another parameter
npx onetape runs ls                              # what was run so far
npm install && npm test                          # the strategy's test
\`\`\`

Your own data: \`--feed asset=./prices.csv?stamp=open\` (\`stamp\` says which end of a bar its time names).
`;
