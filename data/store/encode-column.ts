import type { Column } from '../../engine/model/series.ts';
import { denominatorOf, isQuotient } from './decimal.ts';
import { FORM, type Numbers, PLANES, RANGE } from './layout.ts';

/** A column as it is written; see `layout.ts`. */
export interface Encoded {
  readonly form: number;
  readonly width: number;
  readonly den: number;
  readonly start: number;
  readonly step: number;
  /** How many rows stand apart, by their `u` and by their value. */
  readonly exceptions: number;
  readonly strays: number;
  readonly data: readonly Numbers[];
}

const PLAIN = { width: 0, den: 1, start: 0, step: 0, exceptions: 0, strays: 0, data: [] } as const;

/** Bytes that one row apart costs: its number and its value. */
const APART = 12;

/** Writes a column in the smallest form that gives it back bit for bit (any NaN as the one NaN). `first` is the chunk's first column. */
export function encodeColumn(values: Column, first: Column): Encoded {
  if (isAllNaN(values)) return { ...PLAIN, form: FORM.frame, start: Number.NaN };
  const distance = values[0]! - first[0]!;
  if (values !== first && isApart(values, first, distance)) return { ...PLAIN, form: FORM.same, start: distance };
  const den = denominatorOf(values);
  if (den === 0) return rawOf(values);
  const whole = new Float64Array(values.length);
  const strays: number[] = [];
  for (let k = 0; k < whole.length; k++) {
    const isStray = !isQuotient(values[k]!, den) && !Number.isNaN(values[k]!);
    whole[k] = isStray ? Number.NaN : Math.round(values[k]! * den);
    if (isStray) strays.push(k);
  }
  const frame = fitted(frameOf(whole));
  const delta = fitted(deltaOf(whole));
  if (Math.min(frame.bytes, delta.bytes) + APART * strays.length >= values.byteLength) return rawOf(values);
  const [form, best] = delta.bytes < frame.bytes ? ([FORM.delta, delta] as const) : ([FORM.frame, frame] as const);
  const { exceptions, arrays, ...how } = packed(best);
  const ofStrays = apart(
    strays,
    Float64Array.from(strays, (row) => values[row]!),
  );
  return { form, den, ...how, exceptions, strays: strays.length, data: [...arrays.apart, ...ofStrays, ...arrays.planes] };
}

function isAllNaN(values: Column): boolean {
  for (let k = 0; k < values.length; k++) if (!Number.isNaN(values[k]!)) return false;
  return true;
}

function isApart(values: Column, first: Column, distance: number): boolean {
  for (let k = 0; k < values.length; k++) if (!Object.is(first[k]! + distance, values[k])) return false;
  return true;
}

function rawOf(values: Column): Encoded {
  const plain = new Float64Array(values.length);
  for (let k = 0; k < plain.length; k++) plain[k] = Number.isNaN(values[k]!) ? Number.NaN : values[k]!;
  return { ...PLAIN, form: FORM.raw, data: [plain] };
}

/** What is left of whole numbers once each is foretold as `start` or as the one before plus `step`; NaN stays. */
interface Residuals {
  readonly start: number;
  readonly step: number;
  /** Whether they lie on both sides of 0. */
  readonly isSigned: boolean;
  readonly values: Column;
}

function frameOf(values: Column): Residuals {
  let start = Number.POSITIVE_INFINITY;
  for (let k = 0; k < values.length; k++) if (values[k]! < start) start = values[k]!;
  const left = new Float64Array(values.length);
  for (let k = 0; k < values.length; k++) left[k] = values[k]! - start;
  return { start, step: 0, isSigned: false, values: left };
}

function deltaOf(values: Column): Residuals {
  const step = usualStep(values);
  const left = new Float64Array(values.length).fill(Number.NaN);
  let start = Number.NaN;
  let before = Number.NaN;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(before)) start = before = value - step;
    left[k] = value - before - step;
    before = value;
  }
  return { start, step, isSigned: true, values: left };
}

/** The step that more than half of the rows make; 0 where there is none. */
function usualStep(values: Column): number {
  let usual = 0;
  let votes = 0;
  for (let k = 1; k < values.length; k++) {
    const step = values[k]! - values[k - 1]!;
    if (votes === 0) usual = step;
    votes += step === usual ? 1 : -1;
  }
  let count = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! - values[k - 1]! === usual) count++;
  return 2 * count > values.length ? usual : 0;
}

/** Residuals and the width in which they take the fewest bytes. */
interface Fitted extends Residuals {
  readonly width: number;
  readonly bytes: number;
}

function fitted(residuals: Residuals): Fitted {
  const { values, isSigned } = residuals;
  const counts = new Uint32Array(PLANES.length + 1);
  let absent = 0;
  for (let k = 0; k < values.length; k++) {
    if (Number.isNaN(values[k]!)) absent++;
    else counts[widthOf(values[k]!, isSigned)]!++;
  }
  let width = 0;
  let outside = values.length - counts[0]!;
  let bytes = APART * outside;
  outside -= absent;
  for (let wider = 1; wider < PLANES.length; wider++) {
    outside -= counts[wider]!;
    const cost = wider * values.length + APART * outside;
    if (cost < bytes) [width, bytes] = [wider, cost];
  }
  return { ...residuals, width, bytes };
}

/** The least width in which a residual fits; the number of widths where it fits none. */
function widthOf(value: number, isSigned: boolean): number {
  if (value === 0) return 0;
  let width = 1;
  while (width < RANGE.length && !fits(value + (isSigned ? RANGE[width]! / 2 : 0), width)) width++;
  return width;
}

/** The highest number of a width means NaN. */
const fits = (u: number, width: number): boolean => u >= 0 && u < RANGE[width]! - 1;

function packed({ values, start, step, isSigned, width }: Fitted) {
  const bias = isSigned && width > 0 ? RANGE[width]! / 2 : 0;
  const [lowBytes, highBytes] = PLANES[width]!;
  const low = arrayOf(lowBytes, values.length);
  const high = arrayOf(highBytes, values.length);
  const part = RANGE[lowBytes]!;
  const rows: number[] = [];
  const exceptions: number[] = [];
  for (let k = 0; k < values.length; k++) {
    const isAbsent = Number.isNaN(values[k]!);
    const u = isAbsent && width > 0 ? RANGE[width]! - 1 : values[k]! + bias;
    if (width === 0 ? u !== 0 : !isAbsent && !fits(u, width)) {
      rows.push(k);
      exceptions.push(u);
      continue;
    }
    low[k] = u % part;
    high[k] = Math.floor(u / part);
  }
  const planes = [low, high].filter((array) => array.length > 0);
  return {
    width,
    start,
    step: step - bias,
    exceptions: rows.length,
    arrays: { apart: apart(rows, Float64Array.from(exceptions)), planes },
  };
}

function apart(rows: readonly number[], values: Column): readonly Numbers[] {
  return rows.length === 0 ? [] : [Uint32Array.from(rows), values];
}

function arrayOf(bytes: 0 | 1 | 2 | 4, length: number): Uint8Array | Uint16Array | Uint32Array {
  if (bytes === 2) return new Uint16Array(length);
  return bytes === 4 ? new Uint32Array(length) : new Uint8Array(bytes * length);
}
