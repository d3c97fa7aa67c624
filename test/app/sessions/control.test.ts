import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ControlClient } from '../../../app/sessions/control-client.ts';
import { controlPath } from '../../../app/sessions/control-path.ts';
import { ControlServer } from '../../../app/sessions/control-server.ts';
import { haltMark, isMarkedHalted, markHalted } from '../../../app/sessions/halt-mark.ts';
import { WORDS } from '../../../app/sessions/word.ts';
import type { HumanOrder } from '../../../engine/loop/order-of-events.ts';
import { millis } from '../../../engine/model/time.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder } from '../in-process.ts';
import { epoch, step } from '../journal/entries.ts';
import { pause, until } from './fixture.ts';
import { viewWith } from './views.ts';

/** A server over a session that is not there, and somebody who speaks to it. */
async function spoken({ at = folder(), halts = [] as string[] } = {}) {
  const wall = new VirtualWall();
  const view = { now: viewWith({ orders: [3, 4] }) };
  const server = new ControlServer({
    ...{ folder: at, wall, view: () => view.now },
    halt: (why) => halts.push(why),
    release: () => halts.push('released'),
  });
  await server.open();
  const client = await ControlClient.open(at, 'x');
  onTestFinished(async () => {
    client.close();
    await server.close();
  });
  /** Takes what was said as the engine would, in one step. */
  const takes = async (commands: Parameters<typeof step>[1] = {}): Promise<HumanOrder | undefined> => {
    let order: ReturnType<ControlServer['poll']>;
    await until(() => {
      order = server.poll();
      return order !== undefined;
    });
    if (order === undefined || order.kind === 'stop') return undefined;
    server.told(step(1000, { ...commands, inputs: [{ kind: 'human', ts: millis(1000), seq: 0, order }] }));
    return order;
  };
  return { at, wall, server, client, view, halts, takes };
}

describe('a word to a session', () => {
  it('is answered with what became of it, once the step that took it is recorded', async () => {
    const { client, takes } = await spoken();
    const answer = client.ask({ word: 'cancel', order: 3 });
    expect(await takes({ commands: [{ kind: 'cancel', ts: millis(1000), id: 3 }] })).toEqual({ kind: 'cancel', id: 3 });
    expect(await answer).toMatchObject({
      ok: true,
      text: 'cancel: done at 1970-01-01T00:00:01.000Z; trading is active, 1 cancel sent, 2 open orders left',
    });
  });

  it.each([
    ['reduce', { kind: 'trading-state', state: 'reducing' }],
    ['resume', { kind: 'trading-state', state: 'active' }],
    ['kill', { kind: 'kill' }],
    ['release', { kind: 'release' }],
    ['cancel-all', { kind: 'cancel-all' }],
    ['close-all', { kind: 'close-all' }],
  ] as const)('"%s" reaches the engine as %j', async (word, order) => {
    const { client, takes } = await spoken();
    const answer = client.ask({ word });
    expect(await takes()).toEqual(order);
    expect((await answer).ok).toBe(true);
  });

  it('is answered though no step comes: it waits for one', async () => {
    const { client, wall, server } = await spoken();
    const answer = client.ask({ word: 'kill' });
    await until(() => wall.waiting > 0);
    await wall.pass(3000);
    expect(await answer).toMatchObject({ ok: true, text: 'kill: heard, and done as soon as the session takes its next step' });
    expect(server.poll()).toEqual({ kind: 'kill' });
  });

  it('"stop" tells the driver, and "epoch" is asked for once', async () => {
    const { client, server } = await spoken();
    expect((await client.ask({ word: 'stop', how: 'flatten' })).text).toContain('once its orders are cancelled and its positions closed');
    expect(server.poll()).toEqual({ kind: 'stop', how: 'flatten' });
    const answer = client.ask({ word: 'epoch' });
    await until(() => server.takeEpoch());
    expect(server.takeEpoch()).toBe(false);
    server.told(epoch(5000, { why: 'command' }));
    expect((await answer).text).toBe('epoch: a new one has begun (command)');
  });

  it('"halt" stops the broker at once and is on disk until it is in the journal', async () => {
    const { at, client, halts, takes, view } = await spoken();
    const answer = client.ask({ word: 'halt' });
    await until(() => isMarkedHalted(at));
    expect(halts).toEqual(['a person said so']);
    expect(statSync(join(at, 'halt.json')).mode & 0o777).toBe(0o600);
    view.now = viewWith({ tradingState: 'halted' });
    expect(await takes()).toEqual({ kind: 'trading-state', state: 'halted' });
    expect((await answer).text).toBe('halt: done at 1970-01-01T00:00:01.000Z; trading is halted');
    expect(isMarkedHalted(at)).toBe(false);
    expect(halts).toEqual(['a person said so']);
  });

  it('"halt" that is taken back before any step lets the broker go on', async () => {
    const { client, halts, takes } = await spoken();
    const halted = client.ask({ word: 'halt' });
    await until(() => halts.length > 0);
    const resumed = client.ask({ word: 'resume' });
    await takes();
    await takes();
    expect((await Promise.all([halted, resumed])).every(({ ok }) => ok)).toBe(true);
    expect(halts).toEqual(['a person said so', 'released']);
  });

  it('is refused in one sentence where it is none, or its order is not open', async () => {
    const { client, server } = await spoken();
    expect(await client.ask({ word: 'cancel', order: 99 })).toMatchObject({
      ok: false,
      text: 'Expected an open order of session "x", but it was "99"',
    });
    expect(await client.ask({ word: 'halti' } as never)).toMatchObject({
      ok: false,
      text: `Expected one of ${WORDS.join(', ')}, but it was "halti"; did you mean "halt"?`,
    });
    expect(await client.ask({ word: 'stop', how: 'now' } as never)).toMatchObject({
      ok: false,
      text: 'Expected one of leave, cancel, flatten after "stop", but it was "now"',
    });
    expect(server.poll()).toBeUndefined();
  });
});

describe('who listens', () => {
  it('is told what happened last, and what happens from then on; NaN stays NaN in a view', async () => {
    const { client, server } = await spoken();
    const happening = (k: number) => ({ kind: 'fill', ts: k, text: `fill ${k}`, data: {} }) as const;
    for (let k = 0; k < 30; k++) server.publish(happening(k));
    const heard: string[] = [];
    await client.tail(({ text }) => heard.push(text));
    server.publish(happening(30));
    await until(() => heard.includes('fill 30'));
    expect(heard).toEqual(Array.from({ length: 21 }, (_, k) => `fill ${k + 10}`));
    const { view } = await client.ask({ word: 'show' });
    expect(view?.orders[0]?.trigger).toBeNaN();
    expect(view?.holds).toEqual([]);
  });

  it('is let go when the session ends, and what still waits is answered', async () => {
    const { client, server, wall } = await spoken();
    const answer = client.ask({ word: 'kill' });
    await pause(50);
    await server.close();
    expect(await answer).toMatchObject({ ok: false, text: 'kill: the session has ended' });
    await client.ended;
    expect(wall.waiting).toBe(0);
  });

  it('is told where the process is gone, or says nothing', async () => {
    const { client, server } = await spoken();
    await expect(client.ask({ word: 'kill' }, 50)).rejects.toThrow(
      'Expected an answer of session "x" to "kill", but it was "silent for 0.05 s"',
    );
    const asked = client.ask({ word: 'epoch' }, 5000);
    client.close();
    await expect(asked).rejects.toThrow('it was "gone"');
    await server.close();
  });
});

describe('the socket of a session', () => {
  it('is for its owner alone, takes the place of one that a crash left, and goes with the session', async () => {
    const at = folder();
    writeFileSync(join(at, 'control.sock'), '');
    const { server } = await spoken({ at });
    expect(statSync(join(at, 'control.sock')).mode & 0o777).toBe(0o600);
    await server.close();
    expect(existsSync(join(at, 'control.sock'))).toBe(false);
    await expect(ControlClient.open(at, 'x')).rejects.toThrow('Expected a running session, but "x" was "not to be reached"');
  });

  it('lies elsewhere where its path would be too long, in a folder that is the user’s alone', async () => {
    const at = join(folder(), 'a-long-name-of-a-folder-'.repeat(4));
    mkdirSync(at);
    const { client } = await spoken({ at });
    expect(Buffer.byteLength(controlPath(at))).toBeLessThanOrEqual(100);
    expect(statSync(join(controlPath(at), '..')).mode & 0o777).toBe(0o700);
    expect((await client.ask({ word: 'show' })).ok).toBe(true);
    const own = join(controlPath(at), '..');
    chmodSync(own, 0o777);
    onTestFinished(() => chmodSync(own, 0o700));
    expect(() => controlPath(at)).toThrow(`Expected a folder for nobody but its owner at "${own}", but it was "open to others"`);
    chmodSync(own, 0o700);
  });

  it('bears what is no JSON, half lines, several words at once, and a line without an end', async () => {
    const { at } = await spoken();
    const socket = connect(controlPath(at));
    let heard = '';
    socket.on('data', (bytes) => (heard += String(bytes)));
    socket.write('nonsense\n[1]\n{"word":"sh');
    await pause(50);
    socket.write('ow","re":7}\n{"word":"show","re":8}\n');
    await until(() => heard.split('\n').length > 4);
    const lines = heard
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { re?: number; ok: boolean });
    expect(lines.map(({ re, ok }) => [re, ok])).toEqual([
      [undefined, false],
      [undefined, false],
      [7, true],
      [8, true],
    ]);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.write('x'.repeat(200_000));
    await closed;
  });
});

describe('a session that is halted on disk', () => {
  it('hears that first when it begins, and is so until its journal holds it', async () => {
    const at = folder();
    markHalted(at, 'a person forced it', Date.UTC(2026, 10, 21));
    expect(haltMark(at)).toBe('a person forced it, 2026-11-21T00:00:00.000Z');
    const { takes, view } = await spoken({ at });
    view.now = viewWith({ tradingState: 'halted' });
    expect(isMarkedHalted(at)).toBe(true);
    expect(await takes()).toEqual({ kind: 'trading-state', state: 'halted' });
    expect(isMarkedHalted(at)).toBe(false);
    writeFileSync(join(at, 'halt.json'), 'torn');
    expect(haltMark(at)).toBe('by a mark that cannot be read');
  });
});
