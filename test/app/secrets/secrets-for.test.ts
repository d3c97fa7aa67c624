import { describe, expect, it } from 'vitest';
import { Redaction } from '../../../app/secrets/redaction.ts';
import { writeSealed } from '../../../app/secrets/sealed-file.ts';
import { withoutSecrets } from '../../../app/secrets/secret-name.ts';
import { fieldOf, secretsFor, secretsPath } from '../../../app/secrets/secrets-for.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { newWorkspace, PASSPHRASE, SEAL, typing } from './fixture.ts';

const FILE = { BYBIT_KEY: 'file-key', BYBIT_SECRET: 'file-secret', BYBIT_SUB_KEY: 'sub-key', ALPACA_KEY: 'alpaca-key' };

async function workspaceWith(values: Readonly<Record<string, string>> = FILE): Promise<string> {
  const workspace = newWorkspace();
  const secrets = new Map(Object.entries(values).map(([name, value]) => [name, { value, set: 0 }]));
  await writeSealed(secretsPath(workspace), secrets, PASSPHRASE, undefined, SEAL);
  return workspace;
}

describe('the secrets of a broker', () => {
  it('come from the sealed file, by field', async () => {
    const [workspace, env] = [await workspaceWith(), { ONETAPE_PASSPHRASE: PASSPHRASE }];
    expect(await secretsFor('alpaca', { workspace, env })).toEqual({ key: 'alpaca-key' });
    expect(await secretsFor('bybit-sub', { workspace, env })).toEqual({ key: 'sub-key' });
    expect(await secretsFor('bybit', { workspace, env })).toMatchObject({ key: 'file-key', secret: 'file-secret' });
    expect(await secretsFor('kraken', { workspace, env })).toEqual({});
  });

  it('come from the environment alone where it has any: a key never meets the secret of another', async () => {
    const ask = typing([PASSPHRASE]);
    const source = { workspace: await workspaceWith(), env: { ONETAPE_SECRET_BYBIT_KEY: 'env-key', ONETAPE_SECRET_OKX_KEY: '' }, ask };
    expect(await secretsFor('bybit', source)).toEqual({ key: 'env-key' });
    expect(ask.asked).toEqual([]);
    expect(await secretsFor('alpaca', source)).toEqual({ key: 'alpaca-key' });
    expect(ask.asked).toEqual(['Passphrase: ']);
  });

  it('are none where nobody set any', async () => {
    expect(await secretsFor('bybit', { workspace: newWorkspace(), env: {}, ask: typing(undefined) })).toEqual({});
  });

  it('are known to the redaction, those of other brokers and the passphrase too', async () => {
    const redaction = new Redaction();
    const env = { ONETAPE_PASSPHRASE: PASSPHRASE, ONETAPE_SECRET_OKX_KEY: 'okx-key' };
    await secretsFor('bybit', { workspace: await workspaceWith(), env, redaction });
    for (const value of [...Object.values(FILE), PASSPHRASE, 'okx-key']) expect(redaction.known(`<${value}>`)).toBe('<[redacted]>');
  });

  it('that are missing say how they are set', () => {
    expect(fieldOf({ key: 'a-key' }, 'kraken-futures', 'key')).toBe('a-key');
    expect(() => fieldOf({}, 'kraken-futures', 'secret')).toThrow(
      new ConfigError(
        'Expected the secret KRAKEN_FUTURES_SECRET (onetape secrets set KRAKEN_FUTURES_SECRET, or ONETAPE_SECRET_KRAKEN_FUTURES_SECRET), but it was missing',
      ),
    );
  });

  it('in an environment have names as those in the file have', async () => {
    const [workspace, ask] = [newWorkspace(), typing(undefined)];
    await expect(secretsFor('bybit', { workspace, ask, env: { ONETAPE_SECRET_bybit: 'a-key-1' } })).rejects.toThrow(
      new ConfigError('Expected an environment variable such as ONETAPE_SECRET_BYBIT_KEY, but it was "ONETAPE_SECRET_bybit"'),
    );
    await expect(secretsFor('bybit', { workspace, ask, env: { ONETAPE_SECRET_BYBIT_PIN: '12' } })).rejects.toThrow(
      new ConfigError('Expected 4 characters or more for ONETAPE_SECRET_BYBIT_PIN, but it was "shorter"'),
    );
  });
});

it('a program that is started gets an environment without secrets', () => {
  const env = { PATH: '/bin', ONETAPE_SECRET_BYBIT_KEY: 'a-key', ONETAPE_PASSPHRASE: PASSPHRASE, ONETAPE_NEW_PASSPHRASE: PASSPHRASE };
  expect(withoutSecrets(env)).toEqual({ PATH: '/bin' });
});
