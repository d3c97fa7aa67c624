import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../app/alerts/alert.ts';
import { Notifier, type NotifierParts } from '../../../app/alerts/notifier.ts';
import { parseRunSpec } from '../../../app/config/parse.ts';
import type { Happening } from '../../../app/sessions/happening.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder } from '../in-process.ts';
import { hearing } from './hooks.ts';

const happening = (kind: Happening['kind'], text: string = kind, data: Happening['data'] = {}): Happening => ({ kind, ts: 0, text, data });

function notifier(parts: Partial<NotifierParts> & Pick<NotifierParts, 'notify'>) {
  const wall = new VirtualWall();
  const failures: string[] = [];
  const failed = (text: string): void => void failures.push(text);
  return { wall, failures, notifier: new Notifier({ session: 'x', mode: 'paper', wall, cwd: folder(), env: {}, failed, ...parts }) };
}

describe('alerts', () => {
  it('go to the hook of their kind, others to "*", and those that are null nowhere, in the order of what happened', async () => {
    const cwd = folder();
    const named = (file: string): string => `cat >> ${file}`;
    const { notifier: one } = notifier({ cwd, notify: { fill: named('fills'), order: null, '*': named('rest') } });
    for (const kind of ['fill', 'order', 'halt', 'fill', 'error'] as const) one.happened(happening(kind));
    await one.close();
    const got = (file: string): string[] =>
      readFileSync(join(cwd, file), 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Alert).event);
    expect(got('fills')).toEqual(['fill', 'fill']);
    expect(got('rest')).toEqual(['halt', 'error']);
  });

  it('do not flood: ten at once, then one every six seconds, and what was held back is counted', async () => {
    const { url, bodies } = await hearing(200);
    const { notifier: one, wall } = notifier({ notify: { fill: url } });
    for (let k = 0; k < 25; k++) one.happened(happening('fill', String(k)));
    await wall.pass(6_000);
    one.happened(happening('fill', 'later'));
    one.happened(happening('fill', 'too soon'));
    await one.close();
    const alerts = bodies as Alert[];
    expect(alerts.map(({ text }) => text.replace('x: ', ''))).toEqual([...Array.from({ length: 10 }, (_, k) => String(k)), 'later']);
    expect(alerts.at(-1)!.suppressed).toBe(15);
  });

  it('that do not arrive are told once, and raise no alert of their own', async () => {
    const { notifier: one, failures } = notifier({ notify: { '*': 'exit 1' } });
    for (let k = 0; k < 3; k++) one.happened(happening('halt'));
    one.happened(happening('note', 'the alert did not arrive', { what: 'alert-failed' }));
    await one.close();
    expect(failures).toEqual(['the alert of "halt" did not arrive: it ended with 1']);
  });

  it('are waited for at the end, but not for long: then they are called off', async () => {
    const cwd = folder();
    const { notifier: one, failures } = notifier({ cwd, notify: { fill: 'echo begun >> got; sleep 8; echo done >> got' } });
    for (let k = 0; k < 5; k++) one.happened(happening('fill'));
    await one.close(500);
    expect(readFileSync(join(cwd, 'got'), 'utf8')).toBe('begun\n');
    expect(failures).toEqual([]);
  });

  it('take what must not stand in a run file from the environment', async () => {
    const { url, bodies } = await hearing(200);
    const { notifier: one } = notifier({ notify: { fill: `${url}/\${TOKEN}` }, env: { TOKEN: 'abc def' } });
    one.happened(happening('fill'));
    await one.close();
    expect(bodies).toHaveLength(1);
    expect(() => notifier({ notify: { fill: `https://x.example/\${TOKEN}` } })).toThrow(
      'Expected TOKEN in the environment for the address of "notify", but it was missing',
    );
  });
});

describe('"notify" of a run file', () => {
  const run = (notify: unknown) => parseRunSpec({ strategy: 'sma-cross', notify }).notify;

  it('names commands and addresses by kind', () => {
    expect(run({ fill: 'say filled', '*': `https://x.example/\${TOKEN}`, order: null })).toEqual({
      fill: 'say filled',
      '*': `https://x.example/\${TOKEN}`,
      order: null,
    });
    expect(run(undefined)).toBeUndefined();
  });

  it('is refused with the place where it is wrong', () => {
    expect(() => run({ fils: 'x' })).toThrow(
      /Expected a key of "notify" to be one of fill, order, .*, but it was "fils"; did you mean "fill"\?/,
    );
    expect(() => run({ fill: '' })).toThrow('Expected "notify.fill" to be null, a command, or a URL, but it was ""');
    expect(() => run({ fill: 'https://' })).toThrow('Expected "notify.fill" to be null, a command, or a URL, but it was "https://"');
  });
});
