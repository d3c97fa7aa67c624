import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSynthetic, syntheticBars } from '../../data/synthetic.ts';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import { bars, row } from './rows.ts';

const PUBLISHED = '../shared/bench/synth.sha256';
const minutes = parseTimeframe('1m')!;

describe('syntheticBars', () => {
  const known = existsSync(PUBLISHED) ? readFileSync(PUBLISHED, 'utf8').trim().split('\n') : [];
  const small = known.map((line) => line.split(/\s+/)).filter(([, name]) => /_(10000|100000|1000000)_/.test(name!));
  it.skipIf(small.length === 0)(
    `gives the published series, byte for byte${small.length === 0 ? ' (skipped: no published hashes here)' : ''}`,
    () => {
      for (const [hash, name] of small) {
        const [, count, seed] = /_(\d+)_seed(\d+)/.exec(name!)!;
        const { openTimes, open, high, low, close, volume } = syntheticBars(Number(seed), Number(count), minutes);
        const sha = createHash('sha256');
        for (const column of [openTimes, open, high, low, close, volume]) sha.update(new Uint8Array(column.slice(1).buffer));
        expect([name, sha.digest('hex')]).toEqual([name, hash]);
      }
      expect(small.length).toBeGreaterThan(10);
    },
  );

  it('gives a shorter series as the beginning of a longer one, whatever the timeframe', () => {
    const long = syntheticBars(7, 50, minutes);
    const short = syntheticBars(7, 20, parseTimeframe('1M')!);
    expect(short.close.slice(1)).toEqual(long.close.slice(1, 21));
    expect(row({ columns: short }, 2).slice(0, 21)).toBe('2020-02-01 2020-03-01');
    expect(row({ columns: long }, 2).slice(0, 35)).toBe('2020-01-01T00:01Z 2020-01-01T00:02Z');
  });

  it('gives bars that a file of them gives again', async () => {
    const { columns, hash } = loadSynthetic('seed=3,bars=30,timeframe=5m');
    const lines = Array.from({ length: 30 }, (_, k) =>
      [columns.openTimes, columns.open, columns.high, columns.low, columns.close, columns.volume].map((column) => column[k + 1]).join(),
    );
    const loaded = await bars(['time,open,high,low,close,volume', ...lines]);
    expect([loaded.hash, loaded.timeframe, loaded.warnings]).toEqual([hash, '5m', []]);
  });
});

describe('loadSynthetic', () => {
  it('names the series by its seed, and has a default for everything', () => {
    const { id, timeframe, columns } = loadSynthetic('');
    expect([id, timeframe, columns.times.length]).toEqual(['SYNTH-42', '1m', 100_001]);
  });
  it.each([
    ['seeds=1', 'Expected seed, bars or timeframe in "synthetic:seeds=1", but it was "seeds=1"'],
    ['bars=0', 'Expected bars of a synthetic source to be a whole number from 1 to 50000000, but it was "0"'],
    ['seed=1.5', 'Expected seed of a synthetic source to be a whole number from 0 to 4294967295, but it was "1.5"'],
    ['timeframe=fast', 'Expected timeframe to be such as 1m, 1h or 1d in a synthetic source, but it was "fast"'],
  ])('refuses %s', (text, message) => {
    expect(() => loadSynthetic(text)).toThrow(message);
  });
});
