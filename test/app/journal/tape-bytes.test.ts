import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tapeBytes, tapeRows } from '../../../app/journal/tape-bytes.ts';

const value = fc.oneof(
  { weight: 2, arbitrary: fc.double() },
  { weight: 3, arbitrary: fc.constantFrom(0, -0, Number.NaN, 1.5, 1_700_000_000_000) },
);
const rows = fc.array(
  fc
    .integer({ min: 0, max: 3 })
    .chain((width) =>
      fc.record({ feed: fc.integer({ min: 0, max: 65_535 }), values: fc.array(value, { minLength: width, maxLength: width }) }),
    ),
  { maxLength: 12 },
);

describe('rows of market data in bytes', () => {
  it('are read back as they were, in their order, bit for bit', () => {
    fc.assert(
      fc.property(rows, rows, (opens, others) => {
        expect(tapeRows(tapeBytes(others, opens))).toEqual({ opens, rows: others });
      }),
      { numRuns: 2000 },
    );
  });

  it('are columns of little-endian doubles', () => {
    const bytes = tapeBytes([
      { feed: 1, values: [7, 1.5] },
      { feed: 258, values: [7, -0] },
    ])!;
    const [seven, half] = ['0000000000001c40', '000000000000f83f'];
    expect(bytes.toString('hex')).toBe(
      `02000000${'00000000'}01000000${'02000000'}02000000${'0100'}0201${'01'}${seven}${'00'}${half}${'0000000000000080'}`,
    );
  });

  it('hold a column of one value once: the times of a slice', () => {
    const slice = (count: number) => Array.from({ length: count }, (_, feed) => ({ feed, values: [1000, 2000, feed + 0.5] }));
    expect(tapeBytes(slice(11))!.length - tapeBytes(slice(10))!.length).toBe(2 + 8);
  });

  it('are none where there are none', () => {
    expect([tapeBytes([]), tapeRows(null)]).toEqual([null, { opens: [], rows: [] }]);
  });
});
