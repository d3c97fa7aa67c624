import { packSteps, type Steps } from './steps.ts';

/** A curve of a page's first chart, thinned: columns are packed, times are seconds. */
export interface CurveData {
  readonly name: string;
  /** What its colour is called in the palette. */
  readonly color: string;
  /** How it is drawn: the run itself filled, others as lines, dashed where colours are used up. */
  readonly style: 'area' | 'line' | 'dashed';
  readonly time: Steps;
  readonly value: Steps;
  /** The fall from its peak, at or below zero; null where it is not drawn. */
  readonly drawdown: Steps | null;
}

/** Packs a curve at packed times; `falls` are at or below zero. */
export function curveData(
  look: Pick<CurveData, 'name' | 'color' | 'style'>,
  time: Steps,
  value: Float64Array,
  falls: Float64Array | null,
): CurveData {
  return { ...look, time, value: packSteps(value, 2), drawdown: falls === null ? null : packSteps(falls, 4) };
}
