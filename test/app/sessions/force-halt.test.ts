import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createJournal } from '../../../app/journal/journal.ts';
import { ownerOf } from '../../../app/journal/session-lock.ts';
import { forceHalt } from '../../../app/sessions/force-halt.ts';
import { isMarkedHalted } from '../../../app/sessions/halt-mark.ts';
import type { AccountSnapshot, LiveBroker } from '../../../engine/broker/broker.ts';
import { millis } from '../../../engine/model/time.ts';
import { onetape } from '../in-process.ts';
import { MANIFEST } from '../journal/entries.ts';
import { newFolder } from '../journal/fixture.ts';
import { running, SESSION, workspace } from './fixture.ts';

const jiti = import.meta.resolve('jiti/register');
const HANGING = fileURLToPath(new URL('./hanging.ts', import.meta.url));

/** A session whose process is busy for ever, and ignores SIGTERM. */
async function hanging(): Promise<{ readonly folder: string; readonly ended: Promise<string | null> }> {
  const folder = newFolder();
  createJournal(folder, MANIFEST).close();
  const child = spawn(process.execPath, ['--import', jiti, HANGING, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { folder, ended };
}

const OPEN = {
  id: 0,
  clientId: 'a-1',
  venueId: '1',
  instrument: 'BTC',
  side: 'buy',
  type: 'limit',
  qty: 1,
  filledQty: 0,
  avgPrice: Number.NaN,
  price: 9,
} as const;
const SNAPSHOT: AccountSnapshot = {
  ...{ ts: millis(0), account: 'A1', balances: [], fills: [] },
  positions: [
    { instrument: 'BTC', qty: -2, avgPrice: 10 },
    { instrument: 'ETH', qty: 0, avgPrice: 0 },
  ],
  orders: [{ ...OPEN, trigger: undefined, reduceOnly: false, status: 'open', ts: millis(0) }],
};

/** A broker of which only what a forced halt needs is there; `calls` tells what was asked of it. */
function brokerThat(calls: string[], connects: () => Promise<AccountSnapshot> = () => Promise.resolve(SNAPSHOT)): LiveBroker {
  const broker = {
    connect() {
      calls.push('connect');
      return connects();
    },
    async cancelAll() {
      calls.push('cancelAll');
    },
    async close() {
      calls.push('close');
    },
  };
  return broker as unknown as LiveBroker;
}

describe('a forced halt', () => {
  it('ends a process that hangs, and then cancels every order of the account', async () => {
    const { folder, ended } = await hanging();
    const pid = ownerOf(folder);
    const calls: string[] = [];
    const said: string[] = [];
    const openBroker = (): Promise<LiveBroker> => {
      calls.push(`no process: ${ownerOf(folder) === undefined}`);
      return Promise.resolve(brokerThat(calls));
    };
    expect(await forceHalt({ folder, now: () => 0, openBroker, say: (text) => said.push(text), grace: 200 })).toBe(true);
    expect(await ended).toBe('SIGKILL');
    expect(calls).toEqual(['no process: true', 'connect', 'cancelAll', 'close']);
    expect(isMarkedHalted(folder)).toBe(true);
    expect(said).toEqual([
      'it is halted on disk: nothing leaves it any more, also when it is started again',
      `process ${pid} is ended (SIGKILL)`,
      'the venue has no open order of the account any more; it had 1',
      'held at the venue: -2 BTC',
    ]);
  });

  it('does what it can where the venue does not answer, or the process cannot be ended', async () => {
    const { folder } = await hanging();
    const calls: string[] = [];
    const said: string[] = [];
    const kill = (): void => {
      throw new Error('kill EPERM');
    };
    const never = new Promise<AccountSnapshot>(() => {});
    const openBroker = () => Promise.resolve(brokerThat(calls, () => never));
    expect(await forceHalt({ folder, now: () => 0, openBroker, say: (text) => said.push(text), kill, deadline: 50 })).toBe(false);
    expect(said.slice(1)).toEqual([
      `process ${ownerOf(folder)} could not be ended: kill EPERM`,
      'the orders of the account could not be cancelled: the venue has not answered for 0.05 s; cancel them at the venue',
    ]);
    expect(calls).toEqual(['connect', 'close']);
  });

  it('halts on disk, and says what a person has to do, where the journal is damaged', async () => {
    const folder = newFolder();
    createJournal(folder, MANIFEST).close();
    writeFileSync(join(folder, 'journal.db'), 'no database at all, but some text that is long enough to be looked at');
    const cwd = join(folder, '..', '..');
    const { out, code } = await onetape(cwd, ['session', 'halt', 'one', '--force', '--workspace', cwd]);
    expect(code).toBe(1);
    expect(isMarkedHalted(folder)).toBe(true);
    expect(out).toMatch(/one: the orders of the account could not be cancelled: Expected .*; cancel them at the venue\n$/);
  });

  it('of a session that nobody runs halts it when it is started again', async () => {
    const place = workspace();
    const before = await running(place);
    await before.let(3);
    await before.crash();
    const { out, code } = await onetape(place.cwd, ['session', 'halt', 'abcd', '--force']);
    expect(code).toBe(0);
    expect(out).toBe(
      `${SESSION}: it is halted on disk: nothing leaves it any more, also when it is started again\n${SESSION}: no process runs it\n`,
    );
    const after = await running(place);
    await after.let(7);
    await after.over;
    const { session } = after.live.assembly;
    expect(session.risk.state.holds).toMatchObject([{ who: 'human', state: 'halted' }]);
    // What would have been closed at the fifth bar is held.
    expect(session.account.qty(0)).toBe(1);
    expect(isMarkedHalted(after.folder)).toBe(false);
  });
});
