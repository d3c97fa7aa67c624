/** Powers of ten that a double holds exactly. */
const TENS = Float64Array.from({ length: 17 }, (_, k) => Number(`1e${k}`));

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a decimal number; NaN where the text is anything else: empty, `null`, `0x10`, `Infinity`.
 * Up to 15 digits are read as one whole number over a power of ten: both are exact, so the quotient is the nearest double.
 */
export function parseNumber(text: string): number {
  const length = text.length;
  let whole = 0;
  let dot = -1;
  for (let k = 0; k < length; k++) {
    const digit = text.charCodeAt(k) - 48;
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
    else if (digit === -2 && dot < 0) dot = k;
    else return parseAny(text);
  }
  if (dot < 0) return length > 0 && length <= 15 ? whole : parseAny(text);
  return length > 1 && length <= 16 ? whole / TENS[length - dot - 1]! : parseAny(text);
}

/** Reads a number whose decimal sign may be a comma, as in files separated by semicolons; both signs in one text is NaN. */
export function parseCommaNumber(text: string): number {
  const comma = text.indexOf(',');
  if (comma < 0) return parseNumber(text);
  return text.includes('.') ? Number.NaN : parseNumber(`${text.slice(0, comma)}.${text.slice(comma + 1)}`);
}

function parseAny(text: string): number {
  const trimmed = text.trim();
  const value = NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN;
  // Adding 0 turns -0 into 0, so that equal numbers have equal bytes.
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Whether a cell says that there is no value: empty, `NaN`, `null` or `NA`. */
export function isBlank(text: string): boolean {
  return text.length < 6 && /^\s*(nan|null|n\/?a)?\s*$/i.test(text);
}
