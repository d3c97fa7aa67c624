import { Line } from '../../../engine/model/line.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { tail, values } from '../../contract/indicator-bars.ts';
import { agrees, printed } from './printed.ts';
import type { Reference, ReferenceCase, TaLibAnswer, Vector } from './reference-case.ts';

/** The first cell on which ours is not what the reference prints, as a sentence; undefined where all agree. */
export function differenceOf(asked: ReferenceCase, { bars, other, cells }: Reference): string | undefined {
  const { column, late = 0, blank, from = 1, until = Number.POSITIVE_INFINITY, within = 0 } = asked;
  const line = values(bars, (own) => asked.make(own, new Line(own.close.driver, other, -1)));
  const texts = cells(column);
  let compared = 0;
  for (let row = from; row < Math.min(texts.length, until + 1); row++) {
    const ours = row > late ? line[row - late]! : Number.NaN;
    const reference = printed(texts[row]!);
    const none = reference === undefined || (reference.value === blank && Number.isNaN(ours));
    if (none ? !Number.isNaN(ours) : !agrees(ours, reference, within)) return `row ${row}: "${texts[row]}", ours ${ours}`;
    if (!none) compared++;
  }
  return compared > 0 ? undefined : 'no row has a number to compare';
}

/** Likewise of one vector of TA-Lib: its values, and the bar on which all its outputs begin, the latest of ours. */
export function differenceOfVector(
  vector: Vector,
  { makes, needs, whole = false, first = needs + 1 }: TaLibAnswer,
  bars: BarColumns,
): string | undefined {
  const unstable = Number(vector['unstablePeriod'] ?? 0);
  const begins = Number(vector['expectedBegIdx']);
  const skipped = whole ? 0 : begins - needs - unstable;
  const lines = makes.map((make) => values(tail(bars, skipped), make));
  for (const [output, line] of lines.entries()) {
    const suffix = 'oneOfTheExpectedOutReal' in vector ? '' : output;
    const expected = vector[`oneOfTheExpectedOutReal${suffix}`];
    const index = Number(vector[`oneOfTheExpectedOutRealIndex${suffix}`]);
    const ours = line[begins - skipped + 1 + index]!;
    // Written as decimals, but read back from a table of binary floats: 0.7333 as 0.7333000000000001.
    const cut = printed(String(Number(Number(expected).toPrecision(12))));
    // Many of them are cut where they were to be rounded: 49.14 for 49.147.
    if (cut === undefined || !agrees(ours, { ...cut, half: 2 * cut.half }, 0))
      return `output ${output}, element ${index}: "${expected}", ours ${ours}`;
  }
  const ready = Math.max(...lines.map((line) => line.findIndex((value) => !Number.isNaN(value))));
  if (ready !== first) return `ours begins on row ${ready}, not ${first}`;
  return vector['startIdx'] === 0 && begins !== needs + unstable ? `begins at index ${begins}, ours at ${needs + unstable}` : undefined;
}
