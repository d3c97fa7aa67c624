/** The README of a new project. */
export const readme = (name: string): string => `# ${name}

| file | what |
|---|---|
| \`strategy.ts\` | the strategy: what it looks at, and when it buys and sells |
| \`strategy.test.ts\` | its test: a few bars in, fills out |
| \`run.json\` | a run: the strategy, its parameters, data, money and costs |
| \`data/demo.csv\` | made-up daily prices to begin with |

\`\`\`sh
npm install                                      # once
npm test                                         # the strategy's test
npm run types                                    # the compiler reads it
npx onetape backtest run.json                    # the run: a summary, and a page under .onetape/reports
npx onetape backtest run.json --param fast=20    # the same with another parameter
npx onetape runs                                 # what was run so far
\`\`\`

Prices of your own go beside \`data/demo.csv\`; put the file's path into \`run.json\`. Twenty years of the S&P 500 are at hand as
\`--feed asset=sample:sp500\`. The manual is in \`node_modules/onetape/docs\`: begin with its \`README.md\`.
`;
