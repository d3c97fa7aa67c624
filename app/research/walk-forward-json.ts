import { isoTime } from '../../engine/model/time.ts';
import type { CpcvResult, PlainStretch, WalkForwardResult } from '../../engine/research/walk-forward-result.ts';

/** A walk-forward, or a cross-validation, as the contract has JSON: ISO times, NaN as null. */
export function walkForwardJson(result: WalkForwardResult | CpcvResult): string {
  return `${JSON.stringify(result.kind === 'cpcv' ? ofCpcv(result) : ofWalk(result))}\n`;
}

const ofWalk = ({ windows, stitched, ...rest }: WalkForwardResult): unknown => ({
  ...rest,
  windows: windows.map((one) => ({ ...one, inSample: dated(one.inSample), outOfSample: dated(one.outOfSample) })),
  stitched: { ...stitched, ts: stitched.ts.map(isoTime) },
});

const ofCpcv = ({ ts, groups, ...rest }: CpcvResult): unknown => ({ ...rest, ts: ts.map(isoTime), groups: groups.map(dated) });

const dated = ({ from, to, bars }: PlainStretch): unknown => ({ from: isoTime(from), to: isoTime(to), bars });
