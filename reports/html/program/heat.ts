/** Draws a sweep's heat map: any number over any two dimensions, the trials of a cell by their middle, best or worst. */
export const HEAT_MAP = `
{
  const [place, now, across, up, which, how] = ['heat', 'heat-now', 'heat-x', 'heat-y', 'heat-metric', 'heat-of'].map(byId);
  const MOST = 24;
  const BINS = 16;
  /* Values one by one while they are few; numbers of a long range in bins of one width. */
  const binsOf = (dim) => {
    if (dim.values.length <= MOST || !dim.numeric) return { names: dim.values.map(String), of: (k) => dim.at[k] };
    const [low, high] = [dim.values[0], dim.values.at(-1)];
    const size = (high - low) / BINS;
    return {
      names: Array.from({ length: BINS }, (_, k) => short(low + k * size)),
      of: (k) => Math.min(BINS - 1, Math.floor((valued(dim, k) - low) / size)),
    };
  };
  const middle = (sorted) => (sorted.length % 2 ? sorted[(sorted.length - 1) / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2);
  const ONE = { names: [''], of: () => 0 };
  const draw = () => {
    const metric = metrics[Number(which.value)];
    const x = binsOf(dims[Number(across.value)]);
    const y = up.value === '' || up.value === across.value ? ONE : binsOf(dims[Number(up.value)]);
    const cells = new Map();
    for (const k of whole) {
      const value = metric.values[k];
      if (value === null) continue;
      const at = y.of(k) * x.names.length + x.of(k);
      if (!cells.has(at)) cells.set(at, []);
      cells.get(at).push(value);
    }
    const worth = new Map();
    for (const [at, values] of cells) {
      values.sort((a, b) => a - b);
      const [first, last] = [values[0], values.at(-1)];
      worth.set(at, how.value === 'median' ? middle(values) : (how.value === 'best') === metric.less ? first : last);
    }
    const all = [...worth.values()];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    /* numbers on both sides of zero are told apart by colour, else the range is all there is to tell */
    const both = low < 0 && high > 0;
    const depth = (v) => (both ? Math.abs(v) / Math.max(-low, high) : high > low ? (v - low) / (high - low) : 0.5);
    const width = widthOf(place);
    const left = y === ONE ? 8 : 14 + 7 * Math.max(...y.names.map((name) => Math.min(name.length, 14)));
    const wide = (width - left - 4) / x.names.length;
    const tall = y === ONE ? 56 : Math.max(20, Math.min(44, 460 / y.names.length));
    const bottom = 6 + tall * y.names.length;
    let content = '';
    for (const [at, value] of worth) {
      const [column, row] = [at % x.names.length, Math.floor(at / x.names.length)];
      const [cx, cy] = [left + column * wide, 6 + (y.names.length - 1 - row) * tall];
      const share = (4 + 42 * depth(value)).toFixed(1);
      const tone = both && value < 0 ? 'down' : 'accent';
      const words = FORMATS[metric.format](value);
      content += '<rect class="cell" data-at="' + at + '" x="' + cx.toFixed(1) + '" y="' + cy.toFixed(1) + '" width="' + wide.toFixed(1) + '" height="' + tall.toFixed(1) + '" style="fill:color-mix(in srgb,var(--' + tone + ') ' + share + '%,var(--card))"/>';
      if (wide > words.length * 6.6 + 2 && tall > 15) content += text(cx + wide / 2, cy + tall / 2 + 4, words, 'middle', ' fill="var(--ink)" pointer-events="none"');
    }
    const each = Math.ceil((Math.max(...x.names.map((name) => name.length)) * 6.6 + 8) / wide);
    x.names.forEach((name, k) => { if (k % each === 0) content += text(left + (k + 0.5) * wide, bottom + 15, name, 'middle'); });
    const rows = Math.ceil(14 / tall);
    if (y !== ONE) y.names.forEach((name, k) => { if (k % rows === 0) content += text(left - 6, 6 + (y.names.length - 1 - k) * tall + tall / 2 + 4, name.slice(0, 14), 'end'); });
    content += text((left + width) / 2, bottom + 32, dims[Number(across.value)].name + (y === ONE ? '' : '; upwards ' + dims[Number(up.value)].name), 'middle');
    picture(place, width, bottom + 38, metric.title + ' by ' + dims[Number(across.value)].name + (y === ONE ? '' : ' and ' + dims[Number(up.value)].name), content);
    const tell = (at) => {
      const name = (bins, dim, k) => dims[Number(dim)].name + ' ' + bins.names[k];
      const [column, row] = [at % x.names.length, Math.floor(at / x.names.length)];
      const values = cells.get(at);
      const show = FORMATS[metric.format];
      const place = name(x, across.value, column) + (y === ONE ? '' : ', ' + name(y, up.value, row));
      now.replaceChildren(...parts([[place + ':', metric.title + ' ' + show(worth.get(at))], ['', values.length === 1 ? '1 trial' : group(values.length, 0) + ' trials, ' + show(values[0]) + ' to ' + show(values.at(-1))]]));
    };
    place.onpointermove = (event) => { const cell = event.target.closest('[data-at]'); if (cell) tell(Number(cell.dataset.at)); };
    if (best !== undefined && worth.has(y.of(best) * x.names.length + x.of(best))) tell(y.of(best) * x.names.length + x.of(best));
  };
  for (const one of [across, up, which, how]) one.addEventListener('change', draw);
  drawings.push(draw);
}
`;
