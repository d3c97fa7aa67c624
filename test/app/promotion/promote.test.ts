import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayGoLive } from '../../../app/promotion/may-go-live.ts';
import type { Promotion } from '../../../app/promotion/promotion.ts';
import { promotionsOf, promotionsPath } from '../../../app/promotion/promotions.ts';
import { folder, onetape, SP500, strategyFile } from '../in-process.ts';
import { running, SESSION, workspace } from '../sessions/fixture.ts';

const FREELY = ['--steps', '5', '--hours', '0'];

/** A workspace in which the same run was backtested, and run on paper. */
async function tried(body?: string) {
  const place = workspace(body);
  const { out } = await onetape(place.cwd, ['backtest', 'run.json', '--json', '-', '--quiet']);
  const run = (JSON.parse(out) as { runId: string }).runId;
  const session = await running(place);
  await session.let(10);
  await session.over;
  return { ...place, run };
}

describe('a promotion', () => {
  it('of a backtest and of a paper session of the same strategy lets it go live', async () => {
    const { cwd, path, run } = await tried();
    const backtest = await onetape(cwd, ['promote', run]);
    expect(backtest).toMatchObject({ code: 0, err: '' });
    expect(backtest.out).toMatch(
      new RegExp(`^${run}: promoted as a backtest of mine \\(the same result again, 2 fills\\); it holds for code [0-9a-f]{12}, `),
    );
    const paper = await onetape(cwd, ['promote', 'abcd', ...FREELY, '--json', '-']);
    expect(paper).toMatchObject({ code: 0, err: '' });
    const [first, second] = promotionsOf(path) as [Promotion, Promotion];
    expect(JSON.parse(paper.out)).toEqual(second);
    expect(second).toMatchObject({ kind: 'paper', source: SESSION, strategies: ['mine'], evidence: { commands: 3, tape: null } });
    expect(first).toMatchObject({
      kind: 'backtest',
      evidence: {
        fills: 2,
        orders: 3,
        trials: [{ family: 'mine', trials: 1, different: 1 }],
        worth: { trials: 1, different: 1, expectedMaximum: 0, asked: 0 },
      },
    });
    expect(second.hashes).toEqual(first.hashes);
    expect(mayGoLive([first, second], first.hashes)).toEqual([]);
    expect(statSync(promotionsPath(path)).mode & 0o777).toBe(0o600);
  });

  it('says how often was tried and what that leaves of it, and is refused where more was asked for', async () => {
    const cwd = folder();
    const ids: string[] = [];
    for (const fast of [5, 10, 10]) {
      const { out } = await onetape(cwd, ['backtest', ...SP500, '--param', `fast=${fast}`, '--json', '-', '--quiet']);
      ids.push((JSON.parse(out) as { runId: string }).runId);
    }
    const promoted = await onetape(cwd, ['promote', ids[2]!]);
    expect(promoted.out).toMatch(
      /\nTried 3 times, 2 different; 14\.\d\d % probable to be above the 0\.16 that luck alone shows \(deflated Sharpe ratio\)\n$/,
    );
    expect(promotionsOf(join(cwd, '.onetape'))[0]).toMatchObject({ evidence: { worth: { trials: 3, different: 2 } } });
    expect(await onetape(cwd, ['promote', ids[2]!, '--dsr', '0.95'])).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringMatching(
        /^Expected a backtest with a deflated Sharpe ratio of 0\.95 or more \(--dsr\), but that of ".*" was "0\.14\d\d" after 3 trials\n$/,
      ),
    });
    expect(promotionsOf(join(cwd, '.onetape'))).toHaveLength(1);
  });

  it('holds for nothing else: another parameter or one more line is not what was promoted', async () => {
    const { cwd, path, run } = await tried();
    await onetape(cwd, ['promote', run]);
    await onetape(cwd, ['promote', 'abcd', ...FREELY]);
    const promotions = promotionsOf(path);
    const other = await onetape(cwd, ['backtest', 'run.json', '--param', 'size=2', '--json', '-', '--quiet']);
    await onetape(cwd, ['promote', (JSON.parse(other.out) as { runId: string }).runId]);
    const another = promotionsOf(path)[2]!;
    expect(mayGoLive(promotions, another.hashes)).toEqual([
      expect.stringContaining('was of other parameters'),
      expect.stringContaining('was of other parameters'),
    ]);
    appendFileSync(join(cwd, 'mine.ts'), '\n// another version\n');
    const again = await onetape(cwd, ['backtest', 'run.json', '--json', '-', '--quiet']);
    await onetape(cwd, ['promote', (JSON.parse(again.out) as { runId: string }).runId]);
    expect(mayGoLive(promotions, promotionsOf(path)[3]!.hashes)).toEqual([
      expect.stringContaining('was of another version of the strategy'),
      expect.stringContaining('was of another version of the strategy'),
    ]);
  });
});

describe('no promotion', () => {
  it('is there for what does not come out again', async () => {
    const { cwd, path, run } = await tried();
    writeFileSync(join(cwd, 'mine.ts'), strategyFile('if (n === 2) ctx.buy(bars, { qty: size });'));
    const backtest = await onetape(cwd, ['promote', run]);
    expect(backtest.code).toBe(3);
    expect(backtest.err).toMatch(
      /^Expected run ".*" to come out again as it did, but its result hash was "[0-9a-f]{12}", not "[0-9a-f]{12}": the code of ".\/mine.ts" changed\n$/,
    );
    const paper = await onetape(cwd, ['promote', 'abcd', ...FREELY]);
    expect(paper.code).toBe(3);
    expect(paper.err).toMatch(
      /^Expected session ".*" to come out again as it was recorded, but at 2024-01-03T00:00:00.000Z it was no command, not \{.*: the code of the strategy changed since\n$/,
    );
    expect(promotionsOf(path)).toEqual([]);
  });

  it('is there for what proves nothing', async () => {
    const { cwd, run } = await tried('');
    expect(await onetape(cwd, ['promote', run])).toMatchObject({
      code: 3,
      err: `Expected a run that traded, but "${run}" had "0" fills\n`,
    });
    expect(await onetape(cwd, ['promote', 'abcd'])).toMatchObject({
      code: 3,
      err: `Expected a session that traded, but "${SESSION}" sent "0" orders\n`,
    });
  });

  it('is there for a session that was too short', async () => {
    const { cwd } = await tried();
    expect((await onetape(cwd, ['promote', 'abcd'])).err).toBe(
      `Expected a session of 100 steps or more (--steps), but "${SESSION}" had "10"\n`,
    );
    expect((await onetape(cwd, ['promote', 'abcd', '--steps', '10'])).err).toBe(
      `Expected a session of 1 hours or more (--hours), but "${SESSION}" ran "0.00"\n`,
    );
    expect(await onetape(cwd, ['promote', 'abcd', '--hours', 'x'])).toMatchObject({
      code: 2,
      err: 'Expected --hours to be a number, 0 or above, but it was "x"\n',
    });
  });

  it('is there for what is neither a run nor a session', async () => {
    const { cwd, path, run } = await tried();
    expect(await onetape(cwd, ['promote', `${run}x`])).toMatchObject({
      code: 2,
      err: `Expected the id of a run or a session in "${path}", but it was "${run}x"; did you mean "${run}"?\n`,
    });
  });
});

describe('the promotions of a workspace', () => {
  it('are read back as they were written, and what is none is named with its line', async () => {
    const { cwd, path, run } = await tried();
    await onetape(cwd, ['promote', run]);
    appendFileSync(promotionsPath(path), 'nonsense\n');
    expect(() => promotionsOf(path)).toThrow(`${promotionsPath(path)}:2: Expected a promotion, but it was "nonsense"`);
    expect(readFileSync(promotionsPath(path), 'utf8').split('\n')).toHaveLength(3);
  });
});
