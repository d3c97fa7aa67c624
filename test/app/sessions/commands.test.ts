import { EventEmitter, once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../app/main.ts';
import { folder, onetape } from '../in-process.ts';
import { running, SESSION, workspace } from './fixture.ts';

interface Page {
  readonly view: { readonly positions: object[]; readonly orders: object[]; readonly pnl: number };
  readonly from: string;
  readonly journal: { readonly entries: number };
}

const pageOf = async (cwd: string): Promise<Page> =>
  JSON.parse((await onetape(cwd, ['session', 'show', 'abcd', '--json', '-'])).out) as Page;

/** Makes a status one that was written two entries before the end. */
function older(path: string): void {
  const status = JSON.parse(readFileSync(path, 'utf8')) as { view: { pnl: number; counts: { entries: number } } };
  status.view.pnl = 0;
  status.view.counts.entries -= 2;
  writeFileSync(path, JSON.stringify(status));
}

describe('a session that runs', () => {
  it('is listed and shown, by the beginning of its id', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(4);
    const { out: list } = await onetape(place.cwd, ['session', 'ls']);
    expect(list).toContain(`${SESSION}  running`);
    expect(list).toContain(String(process.pid));
    const page = await pageOf(place.cwd);
    expect(page.view.positions).toEqual([{ strategyId: 'mine', instrument: 'DAYS', qty: 1, avgPrice: 102, price: 104, unrealizedPnl: 2 }]);
    expect(page.view.orders).toMatchObject([{ id: 2, side: 'buy', type: 'limit', qty: 1, filledQty: 0, price: 1, trigger: null }]);
    expect(page.view.pnl).toBe(2);
    const { out: shown } = await onetape(place.cwd, ['session', 'show', 'paper-mine']);
    expect(shown).toContain('equity 10,002.00 USD  +2.00 (+0.02 %)  cash 9,898.00');
    expect(shown).toContain(`paper, simulator; running, process ${process.pid}`);
    expect(shown).toMatch(/journal: \d+ entries in 1 epoch, /);
    expect(statSync(join(session.folder, 'control.sock')).mode & 0o777).toBe(0o600);
  });

  it('is halted: what would open is cancelled, what closes is refused, and all of it goes on when a person says so', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(4);
    const { out, code } = await onetape(place.cwd, ['session', 'halt', 'abcd']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${SESSION}: halt: done at .*; trading is halted, 1 cancel sent, 1 position held\n$`));
    await session.let(1);
    expect(session.live.assembly.session.account.qty(0)).toBe(1);
    expect((await onetape(place.cwd, ['session', 'ls'])).out).toContain('running, halted');
    expect((await onetape(place.cwd, ['session', 'say', 'abcd', 'resume'])).out).toContain('trading is active');
  });

  it('closes what it holds, cancels, and stops when it is told so', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(4);
    expect((await onetape(place.cwd, ['session', 'say', 'abcd', 'cancel', '7'])).err).toBe(
      `Expected an open order of session "${SESSION}", but it was "7"\n`,
    );
    expect((await onetape(place.cwd, ['session', 'say', 'abcd', 'cancel', '2'])).out).toContain('cancel: done at');
    expect((await onetape(place.cwd, ['session', 'close-all', 'abcd'])).out).toContain('close-all: done at');
    await session.let(1);
    expect(session.live.assembly.session.account.qty(0)).toBe(0);
    expect((await onetape(place.cwd, ['session', 'say', 'abcd', 'stop'])).out).toContain(
      'stop: the session is ending; its orders and positions stay as they are',
    );
    await session.over;
    expect((await onetape(place.cwd, ['session', 'ls'])).out).toContain(`${SESSION}  ended`);
  });

  it('cancels all that waits, and no more than that', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(4);
    await onetape(place.cwd, ['session', 'say', 'abcd', 'reduce']);
    await onetape(place.cwd, ['session', 'say', 'abcd', 'cancel-all']);
    await session.let(1);
    const { blotter, risk } = session.live.assembly.session;
    expect(blotter.openOrders(0, -1)).not.toContain(2);
    expect(risk.state.holds).toMatchObject([{ who: 'human', state: 'reducing' }]);
  });

  it('is listened to until it ends', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(3);
    const said = new EventEmitter();
    const listening = onetape(place.cwd, ['session', 'tail', 'abcd', '--json'], {}, false, (argv, io) =>
      main(argv, { ...io, stdout: { write: (text) => said.emit('line', io.stdout.write(text)) } }),
    );
    // What happened before it listens it is told of, too; once the session is over there is nobody to listen to.
    await once(said, 'line');
    await session.let(7);
    await session.over;
    const lines = (await listening).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; text: string });
    expect(lines.filter(({ kind }) => kind === 'fill').map(({ text }) => text)).toEqual([
      'bought 1 DAYS at 102 (in), order 1',
      'sold 1 DAYS at 105, order 3',
    ]);
    expect(lines.at(-1)).toMatchObject({ kind: 'stop' });
  });
});

describe('a session that does not run', () => {
  it('is shown from what its process wrote down, and from its journal where that is newer', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(4);
    await session.crash();
    const status = join(session.folder, 'status.json');
    older(status);
    const fromJournal = await pageOf(place.cwd);
    expect(fromJournal).toMatchObject({ from: 'its journal, run again', view: { pnl: 2, positions: [{ qty: 1 }], counts: { fills: 1 } } });
    writeFileSync(status, 'torn');
    expect((await pageOf(place.cwd)).view).toEqual(fromJournal.view);
    const after = await running(place);
    await after.let(6);
    await after.over;
    expect(await pageOf(place.cwd)).toMatchObject({ from: 'what its process wrote down last', view: { pnl: 3, positions: [] } });
    const { out } = await onetape(place.cwd, ['session', 'show', 'abcd']);
    expect(out).toContain('paper, simulator; ended');
    expect(out).toContain('no positions');
  });

  it('is shown as far as it is known where its strategy is not what it was', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(4);
    await session.crash();
    older(join(session.folder, 'status.json'));
    writeFileSync(join(place.cwd, 'mine.ts'), 'export default 1;');
    const { out, code } = await onetape(place.cwd, ['session', 'show', 'abcd']);
    expect(code).toBe(0);
    expect(out).toMatch(/from what its process wrote down last, 2 entries before its end \(it could not be run again: /);
  });

  it('says what happened last, and cannot be spoken to', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(10);
    await session.over;
    expect((await onetape(place.cwd, ['session', 'tail', 'abcd'])).out).toMatch(
      /fill {4}sold 1 DAYS at 105, order 3\n.*stop {4}the session has ended\n$/,
    );
    expect(await onetape(place.cwd, ['session', 'halt', 'abcd'])).toMatchObject({
      code: 2,
      err: `Expected a running session, but "${SESSION}" was "not running": --force halts it on disk, and at its venue\n`,
    });
    for (const words of [
      ['close-all', 'abcd'],
      ['say', 'abcd', 'kill'],
    ])
      expect(await onetape(place.cwd, ['session', ...words])).toMatchObject({
        code: 2,
        err: `Expected a running session, but "${SESSION}" was "ended"\n`,
      });
  });

  it('is none, and nobody is spoken to for a word that is none', async () => {
    const cwd = folder();
    expect((await onetape(cwd, ['session', 'ls'])).out).toBe('No sessions yet: onetape paper RUN.json --tape 10\n');
    expect((await onetape(cwd, ['session', 'ls', '--json', '-'])).out).toBe('[]\n');
    expect(await onetape(cwd, ['session', 'show', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('but there was none: onetape paper'),
    });
    expect(await onetape(cwd, ['session', 'say', 'x', 'stop', 'now'])).toMatchObject({
      code: 2,
      err: 'Expected one of leave, cancel, flatten after "stop", but it was "now"\n',
    });
    expect(await onetape(cwd, ['session', 'say', 'x', 'show'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('onetape session show'),
    });
  });
});
