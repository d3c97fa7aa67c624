import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redaction } from '../../../app/secrets/redaction.ts';
import { isSecretName } from '../../../app/secrets/secret-words.ts';

/** A redaction that has learnt these secrets. */
function knowing(...secrets: readonly string[]): Redaction {
  const redaction = new Redaction();
  redaction.learn(secrets);
  return redaction;
}

const SECRET = 'S3cr/t+wi=h "odd" chars&ümlaut';

describe('a secret that is known is taken out', () => {
  const redaction = knowing(SECRET);
  const url = encodeURIComponent(SECRET);
  const form = new URLSearchParams({ x: SECRET }).toString().slice(2);
  const bytes = Buffer.from(SECRET);

  it.each([
    ['as it is', SECRET],
    ['within JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in a URL', url],
    ['in a URL with small letters', url.replace(/%../g, (code) => code.toLowerCase())],
    ['in a form', form],
    ['in hex', bytes.toString('hex')],
    ['in capital hex', bytes.toString('hex').toUpperCase()],
  ])('%s', (_what, text) => {
    expect(redaction.text(`before ${text} after`)).toBe('before [redacted] after');
    expect(redaction.known(`<${text}${text}>`)).toBe('<[redacted][redacted]>');
  });

  it.each(['', 'a', 'ab', 'abc', 'name:', 'a longer name:'])('in base64, also behind %j and before other things', (before) => {
    for (const after of ['', 'x', 'xy', 'xyz'])
      for (const alphabet of ['base64', 'base64url'] as const) {
        const text = redaction.known(Buffer.from(before + SECRET + after).toString(alphabet));
        expect(text).toContain('[redacted]');
        // What is left decodes to nothing of it but a letter at an edge that it shares with its neighbour.
        expect(text.replace('[redacted]', '').length).toBeLessThanOrEqual(Math.ceil(((before + after).length * 8) / 6) + 5);
      }
  });

  it('line by line, if it has many', () => {
    const pem = '-----BEGIN KEY-----\r\nMIGHAgEAMBMGByqGSM49\r\nAgEGCCqGSM49AwEH\r\n-----END KEY-----';
    const text = knowing(pem).known(`a\n MIGHAgEAMBMGByqGSM49\nb AgEGCCqGSM49AwEH ${JSON.stringify(pem)}`);
    expect(text).toBe('a\n [redacted]\nb [redacted] "[redacted]"');
  });

  it('the longest first: nothing is left of one that holds another', () => {
    expect(knowing('abcd', 'abcd-efgh', 'cd-e').known('abcd-efgh abcd')).toBe('[redacted] [redacted]');
  });

  it('whatever characters it is made of, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'binary' }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'[redacted]'.includes(secret) && !(before + after).includes(secret));
        expect(knowing(secret).known(`${before} ${secret} ${after}`)).not.toContain(secret);
      }),
    );
  });

  it('from the names of fields, too', () => {
    expect(knowing('abcdef').redacted({ 'x-abcdef': 1 })).toEqual({ 'x-[redacted]': 1 });
  });
});

describe('a field is taken out by its name', () => {
  it.each([
    ...['key', 'apiKey', 'api_key', 'API-KEY', 'X-MBX-APIKEY', 'listenKey', 'secret', 'apiSecret', 'secret2', 'token', 'accessToken'],
    ...['refresh_token', 'passphrase', 'ACCESS-PASSPHRASE', 'password', 'Authorization', 'auth', 'X-BAPI-SIGN', 'signature', 'Cookie'],
    ...['Set-Cookie', 'privateKey', 'credentials', 'otp', 'pin'],
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(true);
    expect(new Redaction().redacted({ [name]: 'hunter2', deep: [{ [name]: { a: 'hunter2' } }] })).toEqual({
      [name]: '[redacted]',
      deep: [{ [name]: '[redacted]' }],
    });
  });

  it.each(['keyboard', 'monkey', 'signal', 'side', 'assigned', 'instrument', 'author', 'tokenised', 'pinned', 'seed', 'design'])(
    'not %s',
    (name) => {
      expect(isSecretName(name)).toBe(false);
      expect(new Redaction().redacted({ [name]: 'x' })).toEqual({ [name]: 'x' });
    },
  );

  it('in texts as URLs, forms, JSON and headers write it', () => {
    const redaction = new Redaction();
    expect(redaction.text('GET https://x.com/v5/order?api_key=abc&symbol=BTCUSDT&sign=0f0f&qty=1 failed')).toBe(
      'GET https://x.com/v5/order?api_key=[redacted]&symbol=BTCUSDT&sign=[redacted]&qty=1 failed',
    );
    expect(redaction.text('signature=0f0f&timestamp=1')).toBe('signature=[redacted]&timestamp=1');
    expect(redaction.text('{"apiKey": "a\\"bc", "qty": 1, "pin": 1234}')).toBe('{"apiKey": "[redacted]", "qty": 1, "pin": [redacted]}');
    expect(redaction.text('X-BAPI-SIGN: 0f0f0f0f0f0f0f0f0f\r\nAccept: application/json-and-more')).toBe(
      'X-BAPI-SIGN: [redacted]\r\nAccept: application/json-and-more',
    );
    expect(redaction.text('authorization: Bearer eyJhbGciOi.eyJzdWIiOi.abc')).toBe('authorization: Bearer [redacted]');
    expect(redaction.text('Basic a2V5OnNlY3JldDEyMw==')).toBe('Basic [redacted]');
  });

  it('but a sentence for a user is left as it is', () => {
    const sentence = 'Expected one of the keys: strategy, feeds of "run.json", but the key was "strategies"';
    expect(new Redaction().text(sentence)).toBe(sentence);
    expect(new Redaction().known('sign=0f0f')).toBe('sign=0f0f');
  });
});

describe('what is logged is a copy without secrets', () => {
  const redaction = knowing('hunter2000');

  it('of plain values, lists, maps and sets', () => {
    const value = { text: 'is hunter2000', n: 1, no: null, nan: Number.NaN, list: ['hunter2000', 2n], at: new Date(0), u: undefined };
    expect(redaction.redacted(value)).toEqual({ ...value, text: 'is [redacted]', list: ['[redacted]', 2n] });
    expect(value.text).toBe('is hunter2000');
    expect(
      redaction.redacted(
        new Map<unknown, unknown>([
          ['token', 'x'],
          [1, 'hunter2000'],
        ]),
      ),
    ).toEqual({ token: '[redacted]', 1: '[redacted]' });
    expect(redaction.redacted(new Set(['hunter2000']))).toEqual(['[redacted]']);
    expect(redaction.redacted(new URL('wss://x.com/ws?token=abc'))).toBe('wss://x.com/ws?token=[redacted]');
    expect(redaction.redacted({ hasKey: true, secret: null, token: undefined })).toEqual({ hasKey: true, secret: null, token: undefined });
  });

  it('of bytes only how many, of functions only that they are', () => {
    expect(redaction.redacted([Buffer.from('hunter2000'), new Float64Array(2), new ArrayBuffer(3), () => 'hunter2000'])).toEqual([
      '[10 bytes]',
      '[16 bytes]',
      '[3 bytes]',
      '[function]',
    ]);
  });

  it('of errors with their causes and what hangs on them', () => {
    const cause = Object.assign(new TypeError('sent hunter2000'), { config: { headers: { authorization: 'x' }, url: '/?sign=1' } });
    const error = new Error('failed: hunter2000', { cause });
    const copy = redaction.redacted(error) as { message: string; stack: string; cause: unknown };
    expect(copy).toMatchObject({
      type: 'Error',
      message: 'failed: [redacted]',
      cause: {
        type: 'TypeError',
        message: 'sent [redacted]',
        config: { headers: { authorization: '[redacted]' }, url: '/?sign=[redacted]' },
      },
    });
    expect(copy.stack).toMatch(/^Error: failed: \[redacted\]\n/);
    expect(JSON.stringify(copy)).not.toContain('hunter');
  });

  it('of what holds itself, once', () => {
    const value: Record<string, unknown> = { name: 'x' };
    value['self'] = value;
    value['twice'] = [{ a: 1 }, { a: 1 }];
    expect(redaction.redacted(value)).toEqual({ name: 'x', self: '[circular]', twice: [{ a: 1 }, { a: 1 }] });
  });
});
