import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, onetape, RISING, SP500, strategyFile } from './in-process.ts';

/** Runs a command line that fails: exactly one line on stderr, nothing on stdout. */
async function refused(argv: readonly string[], files: Record<string, unknown> = {}) {
  const cwd = folder(files);
  const { code, out, err } = await onetape(cwd, argv);
  expect(out).toBe('');
  expect(err).toMatch(/^[^\n]+\n$/);
  return { code, err: err.trimEnd().replaceAll(cwd, 'HERE') };
}

const ALL =
  'init, backtest, paper, live, replay, calibrate, sweep, trials, worker, walk-forward, lookahead, monte-carlo, overfit, rerun, runs, report, compare, data, session, promote, brokers, secrets';

describe('what the user got wrong is one sentence and exit 2', () => {
  it.each<[string, string[], string | RegExp]>([
    ['no command', [], `Expected a command (${ALL}), but it was missing`],
    ['a flag for a command', ['--fast'], `Expected a command (${ALL}), but it was "--fast"`],
    ['an unknown command', ['bactest'], `Expected a command (${ALL}), but it was "bactest"; did you mean "backtest"?`],
    [
      'a wrong flag',
      ['backtest', '--feeed', 'a=b'],
      /^Expected one of the flags --strategy --feed .* of "backtest", but it was "--feeed"; did you mean "--feed"\?$/,
    ],
    ['a wrong short flag', ['backtest', '-x'], /but it was "-x"/],
    ['a flag without its value', ['backtest', '--cash'], 'Expected MONEY after "--cash", but it was missing'],
    ['a list flag without its value', ['backtest', '--feed'], 'Expected ROLE=SOURCE after "--feed", but it was missing'],
    ['an empty value', ['backtest', '--json='], 'Expected FILE after "--json", but it was missing'],
    ['a flag twice', ['backtest', '--cash', '1', '--cash', '2'], 'Expected "--cash" once, but it was given "2" times'],
    ['a word too many', ['backtest', 'a.json', 'b.json'], 'Expected "onetape backtest [RUN.json]", but "b.json" was one word too many'],
    ['a word too few', ['rerun'], 'Expected RUN_ID after "onetape rerun", but it was missing'],
    ['a run file that is not there', ['backtest', 'no.json'], 'Expected a file to read, but it was "no.json" (no such file)'],
    ['a run file that is no JSON', ['backtest', 'bad.json'], 'bad.json:2: Expected JSON, but it was "oops"'],
    ['a run file that is a list', ['backtest', 'list.json'], 'list.json: Expected a run specification to be an object, but it was "[1]"'],
    [
      'a wrong value in a run file',
      ['backtest', 'run.json'],
      'run.json: Expected "costs.fee.rate" to be a number, 0 or above, but it was "cheap"',
    ],
    [
      'an unknown strategy',
      ['backtest', '--strategy', 'smacross', '--feed', 'asset=sample:sp500'],
      /^--strategy smacross: Expected "strategy" to be one of .*, but it was "smacross"; did you mean "sma-cross"\?$/,
    ],
    [
      'a strategy file that is not there',
      ['backtest', '--strategy', './no.ts', '--feed', 'asset=x'],
      '--strategy ./no.ts: Expected "strategy" to be a strategy file that can be read, but it was "./no.ts" (no such file)',
    ],
    [
      'a param out of range',
      ['backtest', ...SP500, '--param', 'fast=1'],
      '--param fast=1: Expected "fast" to be an integer from 2 to 100, but it was "1"',
    ],
    [
      'an unknown param',
      ['backtest', ...SP500, '--param', 'fsat=9'],
      '--param fsat=9: Expected one of the parameters fast, slow, stop of "sma-cross", but it was "fsat"; did you mean "fast"?',
    ],
    [
      'a role not bound',
      ['backtest', '--strategy', 'sma-cross'],
      'Expected a feed for the role "asset" of "sma-cross" (--feed asset=SOURCE), but it was missing',
    ],
    [
      'an unknown role',
      ['backtest', ...SP500, '--feed', 'aset=sample:sp500'],
      '--feed aset=sample:sp500: Expected one of the roles asset of "sma-cross", but it was "aset"; did you mean "asset"?',
    ],
    [
      'a data file that is not there',
      ['backtest', '--strategy', 'sma-cross', '--feed', 'asset=./no.csv?stamp=open'],
      /no\.csv.*no such file/,
    ],
    ['a missing column', ['backtest', '--strategy', 'sma-cross', '--feed', 'asset=./no-close.csv?stamp=open'], /no-close\.csv.*close/],
    ['text in a price column', ['backtest', '--strategy', 'sma-cross', '--feed', 'asset=./text.csv?stamp=open'], /text\.csv.*3.*"abc"/],
    [
      'money that is none',
      ['backtest', ...SP500, '--cash', 'lots'],
      '--cash lots: Expected "account.cash" to be a number above 0, but it was "lots"',
    ],
    [
      'a page that cannot be written',
      ['backtest', ...SP500, '--html', 'text.csv/page.html'],
      'Expected a path that can be written, but it was "text.csv/page.html" (not a folder)',
    ],
    [
      'a workspace that cannot be written',
      ['backtest', ...SP500, '--workspace', 'text.csv'],
      'Expected a workspace that can be written, but it was "HERE/text.csv" (not a folder)',
    ],
  ])('%s', async (_, argv, sentence) => {
    const files = {
      'bad.json': '{\n  "a": oops\n}',
      'list.json': [1],
      'run.json': { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' }, costs: { fee: { model: 'percent', rate: 'cheap' } } },
      'no-close.csv': RISING.replace('close', 'end'),
      'text.csv': RISING.replace('103,100,102', 'abc,100,102'),
    };
    const { code, err } = await refused(argv, files);
    if (typeof sentence === 'string') expect(err).toBe(sentence);
    else expect(err).toMatch(sentence);
    expect(code).toBe(2);
  });
});

describe('a strategy that fails is one sentence and exit 1, naming strategy, handler and bar', () => {
  const run = (body: string, more: string[] = []) =>
    refused(['backtest', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500', ...more], { 'mine.ts': strategyFile(body) });
  const AT = 'Strategy "mine" threw in onBar at bar 812 of "SP500" (2003-04-01T00:00:00.000Z): ';

  it.each([
    ["throw new Error('no\\nluck')", `${AT}no luck`],
    ['Date.now()', `${AT}Expected no Date.now() in a strategy: use ctx.now, the time of the event`],
    ['Math.random()', `${AT}Expected no Math.random() in a strategy: use ctx.random(), which is seeded`],
    ['new Date()', `${AT}Expected no wall clock in a strategy: use ctx.now, the time of the event`],
    ['undefined.x', `${AT}Cannot read properties of undefined (reading 'x')`],
  ])('%s', async (statement, sentence) => {
    expect(await run(`if (n === 812) { ${statement}; }`)).toEqual({ code: 1, err: sentence });
  });

  it('shows the stack with --debug only', async () => {
    const cwd = folder({ 'mine.ts': strategyFile("if (n === 2) throw new Error('no');") });
    const { code, err } = await onetape(cwd, ['backtest', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500', '--debug']);
    expect(code).toBe(1);
    expect(err).toMatch(/StrategyError: Strategy "mine" threw in onBar at bar 2[\s\S]*\[cause\]: Error: no\n[\s\S]*mine\.ts/);
  });
});

it('a fault of this program is exit 1, and says so', async () => {
  const { main } = await import('../../app/main.ts');
  let err = '';
  const broken = () => {
    throw new TypeError('x is not a function');
  };
  const io = {
    stdout: { write: broken },
    stderr: { write: (text: string) => (err += text) },
    cwd: join('/'),
    env: {},
    isTTY: false,
    open: broken,
  };
  expect(await main(['--help'], io)).toBe(1);
  expect(err).toBe('Expected no such fault, but it was "x is not a function" (--debug shows where)\n');
});

it.each([
  [['--help'], /^onetape <command>[\s\S]*onetape backtest \[RUN\.json\] +run a strategy/],
  [['backtest', '--help'], /^onetape backtest \[RUN\.json\][\s\S]*--feed ROLE=SOURCE +data of a role/],
  [['--version'], /^\d+\.\d+\.\d+\n$/],
])('%j is shown on stdout, exit 0', async (argv, text) => {
  expect(await onetape(folder(), argv)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(text) });
});

describe('bad options of the simulator exit 2 with the path in the file', () => {
  const order = (more: object) => ({ commands: [{ at: { bar: 0 }, submit: { side: 'sell', type: 'market', qty: 1, ...more } }] });
  const feeds = { asset: 'up.csv?stamp=open' };
  const run = (more: object) => ({ strategy: 'order-script', feeds, params: { script: order({}) }, ...more });
  const files = { 'up.csv': RISING };

  it.each<[string, object, string]>([
    [
      'a trail without an amount',
      run({ params: { script: order({ type: 'trailing-stop', trail: { activation: 9 } }) } }),
      'run.json: params.script.commands[0].submit.trail: Expected one of { "amount": x } and { "percent": x }, but it was "{"activation":9}"',
    ],
    [
      'an OCO of one',
      run({ params: { script: order({ oco: 'a' }) } }),
      'run.json: params.script.commands[0].submit.oco: Expected a group that another order names too, but it was "a"',
    ],
    [
      'a negative cap',
      run({ simulator: { volumeLimit: -0.1 } }),
      'run.json: Expected "simulator.volumeLimit" to be a fraction above 0, at most 1, but it was "-0.1"',
    ],
    [
      'an unknown path',
      run({ simulator: { path: 'o-c-h-l' } }),
      'run.json: Expected "simulator.path" to be one of pessimistic, o-h-l-c, o-l-h-c, nearest-extreme-first, lower-timeframe, but it was "o-c-h-l"; did you mean "o-l-h-c"?',
    ],
    [
      'a period of none',
      run({ costs: { slippage: { model: 'volatility', share: 0.1, period: 0 } } }),
      'run.json: Expected "costs.slippage.period" to be a whole number of bars, 1 or more, but it was "0"',
    ],
    [
      'no measured values',
      run({ costs: { latency: { order: { values: [] } } } }),
      'run.json: Expected "costs.latency.order.values" to be at least one value, but it was "[]"',
    ],
  ])('%s', async (_, spec, err) => {
    expect(await refused(['backtest', 'run.json'], { ...files, 'run.json': spec })).toEqual({ code: 2, err });
  });

  it('a fault in a script of its own names that file; one of a flag the flag', async () => {
    const script = order({ qty: -1 });
    const err = 'script.json: commands[0].submit.qty: Expected a positive number, but it was "-1"';
    const asFile = { ...files, 'script.json': script, 'run.json': run({ params: { script: 'script.json' } }) };
    expect(await refused(['backtest', 'run.json'], asFile)).toEqual({ code: 2, err });
    const flag = `--param script=${JSON.stringify(script)}`;
    expect(
      await refused(['backtest', 'run.json', ...flag.split(/ (.*)/s).slice(0, 2)], { ...files, 'run.json': run({ params: {} }) }),
    ).toEqual({
      code: 2,
      err: `${flag}: params.script.commands[0].submit.qty: Expected a positive number, but it was "-1"`,
    });
  });
});
