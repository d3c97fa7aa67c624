import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { run as ls } from '../../../app/commands/secrets/ls.ts';
import { run as rm } from '../../../app/commands/secrets/rm.ts';
import { run as rotate } from '../../../app/commands/secrets/rotate.ts';
import { run as set } from '../../../app/commands/secrets/set.ts';
import { secretsPath } from '../../../app/secrets/secrets-for.ts';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { onetape } from '../in-process.ts';
import { call, newWorkspace, PASSPHRASE, toolsOf, typing } from './fixture.ts';

const nobody = toolsOf(typing(undefined));
const ENV = { ONETAPE_PASSPHRASE: PASSPHRASE };

/** A workspace in which these secrets are sealed. */
async function withSecrets(secrets: Readonly<Record<string, string>>): Promise<string> {
  const workspace = newWorkspace();
  for (const [name, value] of Object.entries(secrets)) await call(set, workspace, { first: name }, toolsOf(typing([value]), 1000));
  return workspace;
}

/** What is sealed in a workspace, as any program that speaks age reads it. */
async function inside(workspace: string, passphrase = PASSPHRASE): Promise<Record<string, string>> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const text = await decrypter.decrypt(readFileSync(secretsPath(workspace)), 'text');
  const { secrets } = JSON.parse(text) as { secrets: Record<string, { value: string }> };
  return Object.fromEntries(Object.entries(secrets).map(([name, { value }]) => [name, value]));
}

describe('secrets set', () => {
  it('seals a value that is typed, under a passphrase that is typed twice', async () => {
    const workspace = newWorkspace();
    const ask = typing(['a-key-1', PASSPHRASE, PASSPHRASE]);
    const { code, out } = await call(set, workspace, { first: 'BYBIT_KEY' }, toolsOf(ask), {});
    expect([code, out, ask.asked]).toEqual([
      0,
      `BYBIT_KEY is set in ${secretsPath(workspace)}\n`,
      ['BYBIT_KEY: ', 'New passphrase: ', 'Once more: '],
    ]);
    expect(await inside(workspace)).toEqual({ BYBIT_KEY: 'a-key-1' });
  });

  it('takes a value of many lines from standard input, without the line break at its end', async () => {
    const workspace = newWorkspace();
    const pem = '-----BEGIN KEY-----\nMC4CAQAw\n-----END KEY-----';
    await call(set, workspace, { first: 'KRAKEN_FUTURES_PEM' }, toolsOf(typing(undefined, `${pem}\r\n`)), ENV);
    expect(await inside(workspace)).toEqual({ KRAKEN_FUTURES_PEM: pem });
  });

  it('replaces a value, and keeps the others', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'old-key', BYBIT_SECRET: 'the-secret' });
    const { out } = await call(set, workspace, { first: 'BYBIT_KEY' }, toolsOf(typing(['new-key']), 2000));
    expect(out).toBe(`BYBIT_KEY is replaced in ${secretsPath(workspace)}\n`);
    expect(await inside(workspace)).toEqual({ BYBIT_KEY: 'new-key', BYBIT_SECRET: 'the-secret' });
  });

  it('asks for the passphrase before the value, and for neither that is known', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
    const ask = typing([PASSPHRASE, 'a-key-2']);
    await call(set, workspace, { first: 'BYBIT_KEY', quiet: true }, toolsOf(ask), {});
    expect(ask.asked).toEqual(['Passphrase: ', 'BYBIT_KEY: ']);
  });

  it.each([
    [
      'a name that is none',
      'bybit',
      ['a-key-1'],
      'Expected the name of a secret, a broker and a field such as BYBIT_KEY, but it was something else',
    ],
    ['a name without a field', 'BYBIT', ['a-key-1'], 'but it was something else'],
    ['a name with a value behind it', 'BYBIT_KEY=hunter2', ['a-key-1'], 'but it was something else'],
    ['no value', 'BYBIT_KEY', ['\n'], 'Expected 4 characters or more for BYBIT_KEY, but it was "empty"'],
    ['a value that is too short', 'BYBIT_KEY', ['123'], 'Expected 4 characters or more for BYBIT_KEY, but it was "shorter"'],
    ['nobody who types a value', 'BYBIT_KEY', undefined, 'Expected BYBIT_KEY on standard input or on a terminal, but there was neither'],
  ])('refuses %s', async (_what, name, lines, message) => {
    const workspace = newWorkspace();
    const error: unknown = await call(set, workspace, { first: name }, toolsOf(typing(lines))).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain('hunter2');
    expect(readdirSync(workspace)).toEqual([]);
  });

  it.each([
    ['that is too short', ['a-key-1', 'short'], 'Expected a passphrase of 12 characters or more, but it was "shorter"'],
    [
      'that is typed differently',
      ['a-key-1', PASSPHRASE, 'something else'],
      'Expected the same passphrase twice, but it was "another one"',
    ],
  ])('refuses a new passphrase %s', async (_what, lines, message) => {
    const workspace = newWorkspace();
    await expect(call(set, workspace, { first: 'BYBIT_KEY' }, toolsOf(typing(lines)), {})).rejects.toThrow(new ConfigError(message));
    expect(readdirSync(workspace)).toEqual([]);
  });

  it.each([
    [['BYBIT_KEY', 'hunter2000'], 'Expected "onetape secrets set NAME", but what follows was one word too many\n'],
    [['BYBIT_KEY=hunter2000'], 'Expected the name of a secret, a broker and a field such as BYBIT_KEY, but it was something else\n'],
  ])('refuses a value on the command line and does not say it again: %j', async (words, message) => {
    expect(await onetape(newWorkspace(), ['secrets', 'set', ...words], ENV)).toMatchObject({ code: 2, out: '', err: message });
  });
});

describe('the sealed file', () => {
  it.skipIf(process.platform === 'win32')(
    'is for its owner alone, whatever was there before (skipped on Windows: it has no modes of files)',
    async () => {
      const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
      chmodSync(secretsPath(workspace), 0o644);
      await call(set, workspace, { first: 'BYBIT_KEY' }, toolsOf(typing(['a-key-2'])));
      expect(statSync(secretsPath(workspace)).mode & 0o777).toBe(0o600);
      expect(readdirSync(workspace)).toEqual(['secrets.age']);
    },
  );

  it('holds neither a value nor a name in clear', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
    const text = readFileSync(secretsPath(workspace), 'latin1');
    expect(text).toMatch(/^age-encryption.org\/v1\n-> scrypt /);
    expect(text).not.toMatch(/BYBIT|a-key-1/);
  });

  it('is sealed as age seals by default: 2^18 rounds', async () => {
    const workspace = newWorkspace();
    await call(set, workspace, { first: 'BYBIT_KEY' }, { ...toolsOf(typing(['a-key-1'])), seal: {} });
    expect(readFileSync(secretsPath(workspace), 'latin1')).toMatch(/^age-encryption.org\/v1\n-> scrypt \S+ 18\n/);
    expect(await inside(workspace)).toEqual({ BYBIT_KEY: 'a-key-1' });
  });

  it.each([
    ['set', set, ['a-key-3']],
    ['ls', ls, []],
    ['rotate', rotate, []],
    ['rm', rm, []],
  ])('is not touched by %s with a wrong passphrase', async (_name, run, lines) => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
    const before = readFileSync(secretsPath(workspace));
    const env = { ONETAPE_PASSPHRASE: 'correct horse batterie', ONETAPE_NEW_PASSPHRASE: 'another long one' };
    await expect(call(run, workspace, { first: 'BYBIT_KEY' }, toolsOf(typing(lines)), env)).rejects.toThrow(
      new ConfigError(`Expected the passphrase that "${secretsPath(workspace)}" was sealed with, but it was "another one"`),
    );
    expect(readFileSync(secretsPath(workspace))).toEqual(before);
    expect(readdirSync(workspace)).toEqual(['secrets.age']);
  });

  it('that is damaged is told, and left as it is', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
    const whole = readFileSync(secretsPath(workspace));
    const damages = [whole.subarray(0, -1), whole.subarray(0, 60), Buffer.alloc(0), Buffer.from('BYBIT_KEY=a-key-1\n'), Buffer.from(whole)];
    damages.at(-1)![whole.length - 3]! ^= 1;
    for (const bytes of damages) {
      writeFileSync(secretsPath(workspace), bytes);
      const damaged = new DataError(
        `Expected a file that was sealed with a passphrase at "${secretsPath(workspace)}", but it was "damaged, or another file"`,
      );
      await expect(call(ls, workspace, {}, nobody)).rejects.toThrow(damaged);
      await expect(call(set, workspace, { first: 'BYBIT_KEY' }, toolsOf(typing(['a-key-2'])))).rejects.toThrow(damaged);
      expect(readFileSync(secretsPath(workspace))).toEqual(bytes);
    }
  });

  it('that another process changed meanwhile is left as that one made it', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
    const other = await withSecrets({ BYBIT_KEY: 'a-key-2' });
    const theirs = readFileSync(secretsPath(other));
    const ask = {
      ...typing([]),
      async hidden() {
        writeFileSync(secretsPath(workspace), theirs);
        return 'a-key-3';
      },
    };
    await expect(call(set, workspace, { first: 'BYBIT_KEY' }, toolsOf(ask))).rejects.toThrow(
      new ConfigError(
        `Expected "${secretsPath(workspace)}" as it was a moment ago, but it was "changed by another process"; nothing was written`,
      ),
    );
    expect([await inside(workspace), readdirSync(workspace)]).toEqual([{ BYBIT_KEY: 'a-key-2' }, ['secrets.age']]);
  });

  it('that cannot be written is told', async () => {
    const workspace = join(newWorkspace(), 'file');
    writeFileSync(workspace, '');
    await expect(call(set, workspace, { first: 'BYBIT_KEY' }, toolsOf(typing(['a-key-1'])))).rejects.toThrow(
      new ConfigError(`Expected a file that can be written, but it was "${secretsPath(workspace)}" (not a folder)`),
    );
  });
});

describe('secrets ls', () => {
  it('shows names and dates, of the file and of the environment, and nothing of a value', async () => {
    const workspace = await withSecrets({ BYBIT_SECRET: 'the-secret', ALPACA_KEY: 'a-key-1' });
    const env = { ...ENV, ONETAPE_SECRET_BYBIT_KEY: 'a-key-2' };
    const { out } = await call(ls, workspace, {}, nobody, env);
    expect(out).toBe(
      'ALPACA_KEY    1970-01-01T00:00:01.000Z\nBYBIT_KEY     from the environment\nBYBIT_SECRET  1970-01-01T00:00:01.000Z\n',
    );
    const json = await call(ls, workspace, { json: '-' }, nobody, env);
    expect(JSON.parse(json.out)).toEqual([
      { name: 'ALPACA_KEY', set: '1970-01-01T00:00:01.000Z', from: 'file' },
      { name: 'BYBIT_KEY', set: null, from: 'environment' },
      { name: 'BYBIT_SECRET', set: '1970-01-01T00:00:01.000Z', from: 'file' },
    ]);
  });

  it('needs no passphrase where there is no file', async () => {
    const workspace = newWorkspace();
    const { out } = await call(ls, workspace, {}, nobody, {});
    expect([out, existsSync(secretsPath(workspace))]).toEqual([`no secrets in ${secretsPath(workspace)} or the environment\n`, false]);
  });

  it('needs one where there is', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
    await expect(call(ls, workspace, {}, nobody, {})).rejects.toThrow(
      new ConfigError('Expected a passphrase in ONETAPE_PASSPHRASE or on a terminal, but there was neither'),
    );
  });
});

describe('secrets rotate', () => {
  it('seals the same secrets with another passphrase', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1' });
    const ask = typing([PASSPHRASE, 'another long one', 'another long one']);
    const { out } = await call(rotate, workspace, {}, toolsOf(ask), {});
    expect([out, ask.asked]).toEqual([
      `${secretsPath(workspace)} is sealed with the new passphrase\n`,
      ['Passphrase: ', 'New passphrase: ', 'Once more: '],
    ]);
    await expect(inside(workspace)).rejects.toThrow();
    expect(await inside(workspace, 'another long one')).toEqual({ BYBIT_KEY: 'a-key-1' });
    await call(rotate, workspace, {}, nobody, { ONETAPE_PASSPHRASE: 'another long one', ONETAPE_NEW_PASSPHRASE: PASSPHRASE });
    expect(await inside(workspace)).toEqual({ BYBIT_KEY: 'a-key-1' });
  });
});

describe('secrets rm', () => {
  it('deletes one, and refuses one that is not there', async () => {
    const workspace = await withSecrets({ BYBIT_KEY: 'a-key-1', BYBIT_SECRET: 'the-secret' });
    expect((await call(rm, workspace, { first: 'BYBIT_KEY' }, nobody)).out).toBe(`BYBIT_KEY is removed from ${secretsPath(workspace)}\n`);
    expect(await inside(workspace)).toEqual({ BYBIT_SECRET: 'the-secret' });
    await expect(call(rm, workspace, { first: 'BYBIT_SECRTE' }, nobody)).rejects.toThrow(
      `Expected a secret of "${secretsPath(workspace)}" (onetape secrets ls), but it was "BYBIT_SECRTE"; did you mean "BYBIT_SECRET"?`,
    );
    const empty = newWorkspace();
    await expect(call(rm, empty, { first: 'BYBIT_KEY' }, nobody)).rejects.toThrow(
      new ConfigError(`Expected a file of secrets, but it was "${secretsPath(empty)}" (no such file)`),
    );
  });
});
