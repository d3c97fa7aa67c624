/** Powers of ten that a double holds exactly. */
const TENS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const DOT = 46;
const COMMA = 44;

/** A number with commas between its thousands and a point: without the point, `1,234` may be 1.234 elsewhere. */
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+\.\d+$/;

/**
 * Reads the decimal number that fills `start..end`, times ten to the power of `shift`; NaN where the bytes are anything else:
 * empty, `null`, `0x10`, `Infinity`. A whole number below 2^53 over or times a power of ten up to 22 is made of two exact
 * doubles, so the result is the nearest double. Between semicolons a comma may be the decimal sign (`comma`); both signs in one
 * number is NaN. Minus zero is zero.
 */
export function numberAt(bytes: Buffer, start: number, end: number, comma: boolean, shift = 0): number {
  const first = bytes[start] === 45 ? start + 1 : start;
  let whole = 0;
  let point = -1;
  for (let at = first; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 48 && byte <= 57) whole = whole * 10 + (byte - 48);
    else if (point < 0 && (byte === DOT || (comma && byte === COMMA))) point = at;
    else return anyNumber(bytes.toString('latin1', start, end), comma, shift);
  }
  const digits = end - first - (point < 0 ? 0 : 1);
  const decimals = (point < 0 ? 0 : end - point - 1) - shift;
  if (digits <= 0 || whole > Number.MAX_SAFE_INTEGER || decimals > 22) return anyNumber(bytes.toString('latin1', start, end), comma, shift);
  const value = decimals === 0 ? whole : decimals > 0 ? whole / TENS[decimals]! : whole * TENS[-decimals]!;
  return first > start ? 0 - value : value;
}

/** Reads a decimal number from text, as `numberAt` does. */
export function anyNumber(text: string, comma = false, shift = 0): number {
  const trimmed = text.trim();
  const plain =
    comma && !trimmed.includes('.') ? trimmed.replace(',', '.') : THOUSANDS.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed;
  const parts = NUMBER.exec(plain);
  if (parts === null || (comma && plain !== trimmed && THOUSANDS.test(trimmed))) return Number.NaN;
  const [, decimal = '', exponent = 'e0'] = parts;
  const value = Number(`${plain.startsWith('-') ? '-' : ''}${decimal}e${Number(exponent.slice(1)) + shift}`);
  // Adding 0 turns -0 into 0, so that equal numbers have equal bytes.
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Whether a text says that there is no value: empty, `NaN`, `null` or `NA`. */
export function isBlank(text: string): boolean {
  return text.length < 6 && /^\s*(nan|null|n\/?a)?\s*$/i.test(text);
}
