import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Happening } from '../../../app/sessions/happening.ts';
import { lastLogged } from '../../../app/sessions/last-logged.ts';
import { logLevelOf, openLog } from '../../../app/sessions/log.ts';
import { folder } from '../in-process.ts';

const happening = (kind: Happening['kind'], data: Happening['data'] = {}): Happening => ({ kind, ts: 1000, text: `a ${kind}`, data });

const ALL = [
  happening('error'),
  happening('reject', { orderId: 1, event: 'rejected' }),
  happening('fill', { orderId: 2, qty: 5 }),
  happening('order', { orderId: 3, event: 'canceled' }),
  happening('order', { orderId: 3, event: 'accepted' }),
];

describe('the log of a session', () => {
  it('has a line of JSON for what happened, with its fields, for nobody but its owner', async () => {
    const at = folder();
    const log = await openLog(at, 'x', 'info');
    for (const one of ALL) log.happened?.(one);
    log.close();
    const lines = readFileSync(join(at, 'log.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { level: 'error', time: expect.any(Number), session: 'x', kind: 'error', ts: 1000, msg: 'a error' },
      { level: 'warn', time: expect.any(Number), session: 'x', kind: 'reject', ts: 1000, orderId: 1, event: 'rejected', msg: 'a reject' },
      { level: 'info', time: expect.any(Number), session: 'x', kind: 'fill', ts: 1000, orderId: 2, qty: 5, msg: 'a fill' },
      { level: 'info', time: expect.any(Number), session: 'x', kind: 'order', ts: 1000, orderId: 3, event: 'canceled', msg: 'a order' },
    ]);
    expect(statSync(join(at, 'log.jsonl')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['silent', 0],
    ['error', 1],
    ['warn', 2],
    ['info', 4],
    ['debug', 5],
  ] as const)('of level %s has %i of these', async (level, count) => {
    const at = folder();
    const log = await openLog(at, 'x', level);
    for (const one of ALL) log.happened?.(one);
    log.close();
    expect(existsSync(join(at, 'log.jsonl'))).toBe(count > 0);
    expect(lastLogged(at, 20)).toHaveLength(count);
  });

  it('is added to by a session that goes on, and is read from its end, a torn line left out', async () => {
    const at = folder();
    for (let k = 0; k < 3; k++) {
      const log = await openLog(at, 'x', 'info');
      log.happened?.({ ...happening('fill', { k }), ts: k });
      log.close();
    }
    expect(lastLogged(at, 2)).toEqual([1, 2].map((k) => ({ kind: 'fill', ts: k, text: 'a fill', data: { k } })));
    const { appendFileSync } = await import('node:fs');
    appendFileSync(join(at, 'log.jsonl'), '{"level":"info","ki');
    expect(lastLogged(at, 5).map(({ ts }) => ts)).toEqual([0, 1, 2]);
  });

  it('is of a level there is', () => {
    expect(logLevelOf(undefined)).toBe('info');
    expect(() => logLevelOf('verbos')).toThrow('Expected --log-level to be one of silent, error, warn, info, debug, but it was "verbos"');
  });
});
