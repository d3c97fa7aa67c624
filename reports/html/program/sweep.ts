/** What the programs of a sweep's page share: its trials, and drawing. `\\\\u2026` and the like are written as a browser reads them. */
export const SWEEP = `
const { dims, metrics, trials } = data;
const escaped = (text) => String(text).replace(/[&<>"']/g, (found) => '&#' + found.charCodeAt(0) + ';');
const FORMATS = { percent, ratio: (v) => group(v), count: (v) => group(v, 0), plain };
const shown = (metric, k) => FORMATS[metric.format](metric.values[k] ?? NaN);
const valued = (dim, k) => dim.values[dim.at[k]];
const pointOf = (k) => dims.map((dim) => dim.name + '=' + valued(dim, k)).join(' ');
/* those that came to something on all of the data: only they are compared */
const whole = trials.number.map((_, k) => k).filter((k) => trials.rank[k] >= 0);
const best = whole.find((k) => trials.rank[k] === 0);
const text = (x, y, words, anchor = 'start', more = '') => '<text x="' + x.toFixed(1) + '" y="' + y.toFixed(1) + '" text-anchor="' + anchor + '"' + more + '>' + escaped(words) + '</text>';
const line = (x1, y1, x2, y2, name) => '<path d="M' + x1.toFixed(1) + ' ' + y1.toFixed(1) + 'L' + x2.toFixed(1) + ' ' + y2.toFixed(1) + '" stroke="var(--' + name + ')"/>';
const picture = (place, width, height, says, content) => {
  place.innerHTML = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ' + width + ' ' + height + '" role="img" aria-label="' + escaped(says) + '" font-size="11" fill="var(--soft)">' + content + '</svg>';
};
const widthOf = (place) => Math.max(300, Math.round(place.clientWidth || 760));
const drawings = [];
const drawAll = () => drawings.forEach((draw) => draw());
let drawnAt = 0;
addEventListener('resize', () => { if (innerWidth !== drawnAt) { drawnAt = innerWidth; drawAll(); } });
const finite = (values) => values.filter((v) => v !== null && Number.isFinite(v));
/* About so many round ticks that lie within a range. */
const ticks = (low, high, count) => {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((one) => one * power >= rough);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(Number((k * step).toPrecision(12)));
  return found;
};
const short = (v) => (Math.abs(v) >= 1e6 ? Number((v / 1e6).toPrecision(3)) + 'M' : Math.abs(v) >= 1e4 ? Number((v / 1e3).toPrecision(3)) + 'k' : String(Number(v.toPrecision(4))));
const axisText = (metric, v) => (metric.format === 'percent' ? short(v * 100) + ' %' : short(v));
`;
