import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { redaction } from '../../../app/secrets/redaction.ts';
import { onSignals } from '../../../app/sessions/signals.ts';
import { running, workspace } from './fixture.ts';

describe('a session that is attended', () => {
  it('raises alerts of what happens in it', async () => {
    const place = workspace();
    const session = await running(place, { notify: { fill: 'cat >> fills', stop: 'cat >> stops' } });
    await session.let(10);
    await session.over;
    const fills = readFileSync(join(place.cwd, 'fills'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; session: string });
    expect(fills.map(({ text }) => text)).toEqual(['bought 1 DAYS at 102 (in), order 1', 'sold 1 DAYS at 105, order 3']);
    expect(readFileSync(join(place.cwd, 'stops'), 'utf8')).toContain('"event":"stop"');
  });

  it('is not troubled by alerts that do not arrive, and says so once', async () => {
    const session = await running(workspace(), { notify: { '*': 'exit 7' } });
    await session.let(10);
    await session.over;
    expect(session.live.assembly.session.account.fills.length).toBe(2);
    const log = readFileSync(join(session.folder, 'log.jsonl'), 'utf8');
    expect(log.match(/did not arrive: it ended with 7/g)).toHaveLength(1);
  });

  it('shows a line for what happens where it has no terminal, and nothing where it is to be quiet', async () => {
    const session = await running(workspace());
    await session.let(10);
    await session.over;
    expect(session.shown.text).toMatch(/^-\s+start {3}a new session: paper, simulator\n/);
    expect(session.shown.text).toContain('2024-01-03 00:00:00  fill    bought 1 DAYS at 102 (in), order 1\n');
    const quiet = await running(workspace(), { quiet: true, logLevel: 'silent' });
    await quiet.let(10);
    await quiet.over;
    expect(quiet.shown.text).toBe('');
    expect(existsSync(join(quiet.folder, 'log.jsonl'))).toBe(false);
  });

  it('tells no secret, not to its log nor to who listens', async () => {
    redaction.learn(['hunter2-hunter2']);
    const session = await running(workspace("if (n === 1) ctx.log('signed with hunter2-hunter2', { apiSecret: 'xyz99', at: n });"));
    await session.let(10);
    await session.over;
    await session.attended.close('failed', 'refused: https://x.example/?sign=hunter2-hunter2');
    const log = readFileSync(join(session.folder, 'log.jsonl'), 'utf8');
    expect(log).toContain('"message":"signed with [redacted]","fields":{"apiSecret":"[redacted]","at":1}');
    expect(log + session.shown.text + readFileSync(join(session.folder, 'status.json'), 'utf8')).not.toMatch(/hunter2|xyz99/);
  });

  it('leaves no socket and no listener behind', async () => {
    const before = process.listenerCount('SIGINT');
    const session = await running(workspace());
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    await session.let(10);
    await session.over;
    expect(process.listenerCount('SIGINT')).toBe(before);
    expect(existsSync(join(session.folder, 'control.sock'))).toBe(false);
  });
});

describe('a signal', () => {
  const heard = (isHalted = false) => {
    const source = new EventEmitter();
    const said: string[] = [];
    const off = onSignals(
      { how: 'flatten', stop: (how) => said.push(how), leave: () => said.push('leave'), isHalted: () => isHalted },
      source,
    );
    return { source, said, off };
  };

  it('ends a session in the way that was chosen; a second one at once', () => {
    const { source, said, off } = heard();
    source.emit('SIGTERM');
    source.emit('SIGINT');
    off();
    source.emit('SIGINT');
    expect(said).toEqual(['flatten', 'leave']);
  });

  it('ends at once a session that was halted from outside', () => {
    const { source, said } = heard(true);
    source.emit('SIGTERM');
    expect(said).toEqual(['leave']);
  });
});
