/** What a number shows when it does not apply. */
export const NONE = 'n/a';

/** Money or a count of units with thousands set apart and fixed decimals: `12,345.60`. */
export function grouped(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return NONE;
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? digits : `${digits}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** A fraction as percent: `12.35 %`. */
export const percent = (value: number): string => (Number.isFinite(value) ? `${grouped(value * 100)} %` : NONE);

/** A ratio to two decimals. */
export const ratio = (value: number): string => grouped(value);

/** A price or quantity to at most eight significant digits, without trailing zeros. */
export function plain(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NONE;
  return String(Number(value.toPrecision(8)));
}

/** A number of days, to a tenth below ten; `0 days` for none. */
export function days(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  return `${grouped(value, value < 10 && !Number.isInteger(value) ? 1 : 0)} days`;
}
