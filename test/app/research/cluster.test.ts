import { describe, expect, it } from 'vitest';
import { shownAddress } from '../../../app/research/cluster/connection.ts';
import { readRecords, written } from '../../../app/research/cluster/job.ts';
import { columnHash, pack, unpack } from '../../../app/research/cluster/packed.ts';
import { portableOf } from '../../../app/research/cluster/portable.ts';
import { NOTHING_READ, ReadOnce } from '../../../app/research/read-once.ts';
import { ShareOfWork } from '../../../app/research/share-of-work.ts';
import { defineStrategy } from '../../../engine/index.ts';
import { folder } from '../in-process.ts';

describe('what is sent to other machines', () => {
  it('is a text and columns by the hash of their content, the same column once', async () => {
    const close = Float64Array.of(Number.NaN, 1, 2);
    const work = {
      raw: { cash: -0, limit: Number.POSITIVE_INFINITY, none: null },
      feeds: [
        ['a', { close, open: close }],
        ['b', { close: Float64Array.of(3) }],
      ],
    };
    const { text, columns } = pack(work);
    expect([...columns.keys()]).toEqual([columnHash(close), columnHash(Float64Array.of(3))]);
    expect(await unpack(text, async (hash) => columns.get(hash)!)).toEqual(work);
  });

  it('is a trial with its numbers, to the last bit and unknown ones among them', () => {
    const metrics = { sharpe: 0.1 + 0.2, sortino: Number.NaN };
    const returns = Float32Array.of(0.1, Number.NaN, -1);
    const records = [
      { number: 0, point: { fast: 1 }, metrics, resultHash: 'ab', returns, perYear: 252 },
      {
        number: 1,
        point: { fast: 2 },
        budget: 1 / 3,
        metrics: {},
        resultHash: '',
        failure: 'odd',
        returns: new Float32Array(0),
        perYear: Number.NaN,
      },
    ];
    expect(readRecords(written(records))).toEqual(records);
  });

  it('is the file of a strategy, those beside it, and what lies in files of parameters', async () => {
    const baseDir = folder({
      'mine.ts': "import { defineStrategy } from 'onetape';\nimport { a } from './a.js';\nexport default 1;",
      'a.ts': 'export const a = 1;',
    });
    const raw = {
      strategy: './mine.ts',
      params: { script: './orders.json' },
      costs: { latency: { file: './delays.csv' }, fee: { model: 'none' } },
    };
    const spec = { strategy: './mine.ts', params: { script: { commands: [] } }, costs: { latency: { order: 5 } } };
    const work = { raw, baseDir, store: 'store.db', place: 'run.json', dimensions: [], metrics: [], given: NOTHING_READ };
    const survey = { families: ['mine'], repeatable: true, data: {}, code: {}, spec, rows: 1 };
    const { work: sent, files } = await portableOf(work, new ReadOnce(), survey);
    expect(Object.keys(files).sort()).toEqual(['a.ts', 'mine.ts']);
    expect(sent.raw).toEqual({
      strategy: './mine.ts',
      params: { script: { commands: [] } },
      costs: { latency: { order: 5 }, fee: { model: 'none' } },
    });
    expect(sent.store).toBeUndefined();
  });

  it('is no strategy that a program holds', async () => {
    const strategy = defineStrategy({ name: 'x', params: {}, feeds: ['asset'], setup: () => ({}) });
    const work = { raw: { strategy }, baseDir: '.', store: undefined, place: undefined, dimensions: [], metrics: [], given: NOTHING_READ };
    const survey = { families: ['x'], repeatable: false, data: {}, code: {}, spec: {}, rows: 1 };
    await expect(portableOf(work, new ReadOnce(), survey)).rejects.toThrow(
      'Expected a strategy by its name or path for a cluster, but it was "an object of this program"',
    );
  });

  it('is never the password of an address', () => {
    expect(shownAddress('redis://:secret@10.0.0.5')).toBe('redis://10.0.0.5:6379');
    expect(shownAddress('rediss://me:secret@host:7000/2')).toBe('rediss://host:7000');
  });
});

describe('how many trials are handed over at a time', () => {
  it('is one at first, and as many as take a fifth of a second, four times as many as before at most', () => {
    const share = new ShareOfWork();
    const sizes = [1, 4, 16, 64, 256].map((count) => {
      const { size } = share;
      share.took(count, count * 5);
      return size;
    });
    expect([...sizes, share.size]).toEqual([1, 4, 16, 40, 40, 40]);
    share.took(40, 60_000);
    expect(share.size).toBe(1);
  });
});
