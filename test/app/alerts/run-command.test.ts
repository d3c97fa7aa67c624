import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../app/alerts/run-command.ts';
import { folder } from '../in-process.ts';
import { pause } from '../sessions/fixture.ts';
import { ALERT } from './hooks.ts';

const never = new AbortController().signal;

describe('a command that is told of an alert', () => {
  it('gets it as a line of JSON on standard input, in the folder of the run file', async () => {
    const at = folder();
    await runCommand('cat > got.json', at, ALERT, never);
    expect(JSON.parse(readFileSync(join(at, 'got.json'), 'utf8'))).toEqual(ALERT);
  });

  it('need not read it, and may leave something running', async () => {
    await runCommand('true', folder(), { ...ALERT, text: 'x'.repeat(1_000_000) }, never);
    await runCommand('sleep 3 & exit 0', folder(), ALERT, never);
  });

  it('fails with what it complained of', async () => {
    await expect(runCommand('echo no such channel >&2; exit 3', folder(), ALERT, never)).rejects.toThrow(
      'it ended with 3: no such channel',
    );
    await expect(runCommand('true', join(folder(), 'nowhere'), ALERT, never)).rejects.toThrow('ENOENT');
  });

  it('is ended with all that it began where it takes too long, or the session has no more time', async () => {
    const at = folder();
    await expect(runCommand('(sleep 1; touch late) & sleep 5; true', at, ALERT, never, 100)).rejects.toThrow('it was ended by SIGKILL');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await expect(runCommand('sleep 5; true', at, ALERT, controller.signal)).rejects.toThrow('it was ended by SIGKILL');
    await pause(1200);
    expect(existsSync(join(at, 'late'))).toBe(false);
  });

  it('is told nothing of our secrets', async () => {
    const at = folder();
    process.env['ONETAPE_SECRET_BYBIT_KEY'] = 'abcdefgh';
    process.env['ONETAPE_PASSPHRASE'] = 'correct horse battery';
    try {
      await runCommand('env > got', at, ALERT, never);
    } finally {
      delete process.env['ONETAPE_SECRET_BYBIT_KEY'];
      delete process.env['ONETAPE_PASSPHRASE'];
    }
    expect(readFileSync(join(at, 'got'), 'utf8')).not.toMatch(/abcdefgh|horse/);
    expect(readFileSync(join(at, 'got'), 'utf8')).toContain('PATH=');
  });
});
