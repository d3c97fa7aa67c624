/** What every program of a page stands on: its data, numbers as the tables write them, and its theme. */
export const BASE = `
const root = document.documentElement;
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const TYPES = { f8: Float64Array, u4: Uint32Array, u2: Uint16Array, u1: Uint8Array, i4: Int32Array, i2: Int16Array, i1: Int8Array };
const unpack = (text) => {
  const raw = atob(text.slice(2));
  const bytes = new Uint8Array(raw.length);
  for (let k = 0; k < raw.length; k++) bytes[k] = raw.charCodeAt(k);
  return new TYPES[text.slice(0, 2)](bytes.buffer);
};
const unpackSteps = ({ decimals, first, packed }) => {
  const steps = unpack(packed);
  if (steps instanceof Float64Array) return steps;
  const gap = -(2 ** (8 * steps.BYTES_PER_ELEMENT - 1));
  const factor = 10 ** decimals;
  let whole = first;
  return Float64Array.from(steps, (step) => (step === gap ? NaN : (whole += step) / factor));
};
const NONE = 'n/a';
const group = (value, digits = 2) => {
  if (!Number.isFinite(value)) return NONE;
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.');
  const digitsOf = whole.replace(/\\B(?=(\\d{3})+$)/g, ',');
  const text = fraction === undefined ? digitsOf : digitsOf + '.' + fraction;
  return value < 0 && /[1-9]/.test(text) ? '-' + text : text;
};
const percent = (value) => (Number.isFinite(value) ? group(value * 100) + ' %' : NONE);
const plain = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(8))) : NONE);
const date = (time) => {
  const iso = new Date(time * 1000).toISOString();
  if (!data.intraday && time % 86400 === 0) return iso.slice(0, 10);
  return iso.slice(0, time % 60 === 0 ? 16 : 19).replace('T', ' ');
};
const color = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();
const repaint = [];
const painted = () => repaint.forEach((paint) => paint());
root.classList.add('js');

{
  const button = byId('theme');
  const names = ['system', 'light', 'dark'];
  let kept;
  try { kept = localStorage.getItem('onetape-theme'); } catch { /* a page opened from a file may have no storage */ }
  const set = (name) => {
    if (name === 'system') delete root.dataset.theme; else root.dataset.theme = name;
    button.textContent = 'Theme: ' + name;
    try { localStorage.setItem('onetape-theme', name); } catch { /* as above */ }
    painted();
  };
  let at = Math.max(0, names.indexOf(kept));
  set(names[at]);
  button.addEventListener('click', () => { at = (at + 1) % names.length; set(names[at]); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', painted);
}
`;
