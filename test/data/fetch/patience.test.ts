import { describe, expect, it } from 'vitest';
import { type Patience, persist, TooManyRequests } from '../../../data/fetch/patience.ts';
import { ConfigError, VenueError } from '../../../engine/model/errors.ts';

function patient(over: Partial<Patience> = {}): Patience & { readonly waits: [number, string][] } {
  const waits: [number, string][] = [];
  const signal = new AbortController().signal;
  return { signal, retries: 3, firstWait: 1, onWait: (ms, why) => waits.push([ms, why]), waits, ...over };
}

/** Fails with each error in turn, then answers. */
function failing(...errors: Error[]): () => Promise<string> {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'rows';
  };
}

const passing = new VenueError('Expected an answer, but it was "502"', { retryable: true });

describe('a request', () => {
  it('is sent again while its failure may pass', async () => {
    const patience = patient();
    expect(await persist(failing(passing, passing, passing), patience)).toBe('rows');
    expect(patience.waits).toHaveLength(3);
  });

  it('is given up after so many times, which the error says', async () => {
    await expect(persist(failing(passing, passing, passing, passing), patient())).rejects.toThrow('but it was "502", 4 times in a row');
  });

  it('is not sent again where the user or the venue is wrong for good', async () => {
    for (const error of [new ConfigError('Expected a symbol'), new VenueError('gone', { retryable: false }), new TypeError('a bug')]) {
      const patience = patient();
      await expect(persist(failing(error), patience)).rejects.toBe(error);
      expect(patience.waits).toEqual([]);
    }
  });

  it('rests as long as the venue asks', async () => {
    const patience = patient();
    const begun = performance.now();
    expect(await persist(failing(new TooManyRequests('too many', 60)), patience)).toBe('rows');
    expect(performance.now() - begun).toBeGreaterThan(55);
    expect(patience.waits).toEqual([[60, 'too many']]);
  });

  it('is given up where the venue asks for more than a quarter of an hour', async () => {
    await expect(persist(failing(new TooManyRequests('banned', 3_600_000)), patient())).rejects.toThrow('banned');
  });

  it('ends at once when it is cancelled, in a rest, between attempts or on the way', async () => {
    const cases: (() => Promise<string>)[] = [
      failing(new TooManyRequests('too many', 60_000)),
      failing(passing, passing),
      () => new Promise(() => {}),
    ];
    for (const send of cases) {
      const abort = new AbortController();
      setTimeout(() => abort.abort(new Error('stopped')), 20);
      await expect(persist(send, patient({ signal: abort.signal, firstWait: 60_000 }))).rejects.toThrow('stopped');
    }
  });

  it('is not sent when it is cancelled already', async () => {
    let sent = 0;
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(persist(async () => ++sent, patient({ signal }))).rejects.toThrow('stopped');
    expect(sent).toBe(0);
  });
});
