import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, onetape, strategyFile } from '../in-process.ts';

const RUN = {
  strategy: 'sma-cross',
  params: { fast: 5, slow: 20 },
  feeds: { asset: 'sample:sp500' },
  from: '2018-01-01',
  to: '2020-01-01',
  costs: { slippage: { model: 'percent', rate: 0.0005 } },
};

const json = (cwd: string, file: string) => JSON.parse(readFileSync(join(cwd, file), 'utf8'));
const sessionsIn = (cwd: string): string[] => readdirSync(join(cwd, '.onetape', 'sessions'));

/** A folder with a recorded paper session, and its result as `paper.json`. */
async function recorded(files: Readonly<Record<string, unknown>> = {}, run: unknown = RUN) {
  const cwd = folder({ 'run.json': run, ...files });
  const { code, err } = await onetape(cwd, ['paper', 'run.json', '--tape', 'max', '--quiet', '--json', 'paper.json']);
  expect([code, err]).toEqual([0, '']);
  return { cwd, session: sessionsIn(cwd)[0]! };
}

/** The hash of a run of the recorded session's data. */
async function hashOf(cwd: string, argv: readonly string[]): Promise<string> {
  const { code, err } = await onetape(cwd, [...argv, '--quiet', '--json', 'again.json']);
  expect([code, err]).toEqual([0, '']);
  return json(cwd, 'again.json').resultHash;
}

describe('tape:SESSION', () => {
  it('plays the market data of a session as a live feed, and reads them as history: the result is the same', async () => {
    const { cwd, session } = await recorded();
    const flags = ['--feed', `asset=tape:${session}?speed=max`, '--set', 'from=null', '--set', 'to=null'];
    const { resultHash } = json(cwd, 'paper.json');
    expect(await hashOf(cwd, ['backtest', 'run.json', ...flags])).toBe(resultHash);
    expect(await hashOf(cwd, ['paper', 'run.json', ...flags])).toBe(resultHash);

    // What was recorded of the tape is a tape again.
    const second = sessionsIn(cwd).find((one) => one !== session)!;
    const { code, out } = await onetape(cwd, ['replay', second, '--verify']);
    expect([code, out]).toEqual([0, expect.stringContaining('the same again')]);
    expect(await hashOf(cwd, ['backtest', 'run.json', ...flags.with(1, `asset=tape:${second}`)])).toBe(resultHash);
  });

  it('is found by the beginning of its id, which is written out for the session that plays it', async () => {
    const { cwd, session } = await recorded();
    await hashOf(cwd, ['paper', '--strategy', 'breakout', '--feed', 'asset=tape:paper-sma?speed=max']);
    const [other] = sessionsIn(cwd).filter((one) => one !== session);
    expect((await onetape(cwd, ['session', 'show', other!, '--json', '-'])).out).toContain('breakout');
    expect((await onetape(cwd, ['replay', other!, '--verify'])).code).toBe(0);
  });

  it('is a stretch of the session where the run begins later', async () => {
    const { cwd, session } = await recorded();
    const stretch = ['--from', '2018-06-01', '--to', '2019-06-01'];
    const direct = await hashOf(cwd, ['backtest', 'run.json', ...stretch]);
    expect(await hashOf(cwd, ['paper', 'run.json', ...stretch, '--feed', `asset=tape:${session}?speed=max`])).toBe(direct);
  });

  it('binds roles to the feeds of the same role, of the instrument that is named, or to the only one of their kind', async () => {
    const rise = (from: number) =>
      `date,open,high,low,close,volume\n${Array.from({ length: 9 }, (_, k) => `2024-01-0${k + 1},${from + k},${from + k + 1},${from + k - 1},${from + k},5`).join('\n')}\n`;
    const two = {
      'a.csv': rise(100),
      'b.csv': rise(200),
      'two.ts': strategyFile('if (n === 3) ctx.buy(ctx.feeds.left, { qty: 1 });', "['left', 'right']"),
      'one.ts': strategyFile('if (n === 3) ctx.buy(ctx.feeds.mine, { qty: 1 });', "['mine']"),
    };
    const run = {
      strategy: './two.ts',
      feeds: { left: './a.csv?stamp=open', right: './b.csv?stamp=open' },
      costs: { slippage: { model: 'none' } },
    };
    const { cwd, session } = await recorded(two, run);
    const flags = ['--feed', `left=tape:${session}`, '--feed', `right=tape:${session}`];
    expect(await hashOf(cwd, ['backtest', '--strategy', './two.ts', ...flags])).toBe(json(cwd, 'paper.json').resultHash);
    const fills = async (source: string) => {
      await hashOf(cwd, ['backtest', '--strategy', './one.ts', '--feed', `mine=${source}`]);
      return json(cwd, 'again.json').fills.map(({ price }: { price: number }) => price);
    };
    expect(await fills(`tape:${session}?instrument=A`)).toEqual([104]);
    expect(await fills(`tape:${session}?instrument=B`)).toEqual([204]);
    const { code, err } = await onetape(cwd, ['backtest', '--strategy', './one.ts', '--feed', `mine=tape:${session}`]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('it has left (bars of A), right (bars of B): a role of that name, or ?instrument=ID'),
    ]);
  });

  it('says what is wrong with it', async () => {
    const { cwd, session } = await recorded();
    const say = async (source: string) => (await onetape(cwd, ['backtest', '--strategy', 'sma-cross', '--feed', `asset=${source}`])).err;
    expect(await say('tape:nobody')).toContain('Expected the id of a session');
    expect(await say(`tape:${session}?stamp=open`)).toContain('Expected speed and instrument as options');
    expect(await say(`tape:${session}?instrument=GOOG`)).toContain('Expected one feed of bars of "GOOG" for "asset"');
  });
});

describe('tape:SOURCE', () => {
  it('is the source itself in a backtest', async () => {
    const cwd = folder({ 'run.json': { ...RUN, feeds: { asset: 'tape:sample:sp500?speed=10' } }, 'plain.json': RUN });
    expect(await hashOf(cwd, ['backtest', 'run.json'])).toBe(await hashOf(cwd, ['backtest', 'plain.json']));
  });
});
