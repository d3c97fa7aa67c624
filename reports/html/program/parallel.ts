/** Draws trials as lines over parallel axes, one per dimension and objective; the best share of them stands out. */
export const PARALLEL = `
{
  const [place, share, note] = ['parallel', 'parallel-share', 'parallel-note'].map(byId);
  const MOST = 3000;
  const axes = [
    ...dims.map((dim) => ({
      name: dim.name,
      at: dim.numeric && dim.values.length > 1
        ? (k) => (valued(dim, k) - dim.values[0]) / (dim.values.at(-1) - dim.values[0])
        : (k) => (dim.values.length > 1 ? dim.at[k] / (dim.values.length - 1) : 0.5),
      marks: dim.numeric && dim.values.length > 8
        ? ticks(dim.values[0], dim.values.at(-1), 5).map((v) => [short(v), (v - dim.values[0]) / (dim.values.at(-1) - dim.values[0])])
        : dim.values.map((v, k) => [String(v).slice(0, 14), dim.numeric && dim.values.length > 1 ? (v - dim.values[0]) / (dim.values.at(-1) - dim.values[0]) : dim.values.length > 1 ? k / (dim.values.length - 1) : 0.5]),
    })),
    ...data.objectives.map((m) => {
      const metric = metrics[m];
      const known = finite(whole.map((k) => metric.values[k]));
      const [low, high] = [Math.min(...known), Math.max(...known)];
      const where = (v) => (high > low ? (v - low) / (high - low) : 0.5);
      return { name: metric.title, at: (k) => where(metric.values[k]), marks: ticks(low, high, 5).map((v) => [axisText(metric, v), where(v)]) };
    }),
  ];
  const ranked = whole.filter((k) => data.objectives.every((m) => metrics[m].values[k] !== null)).sort((a, b) => trials.rank[a] - trials.rank[b]);
  const draw = () => {
    const width = widthOf(place);
    const height = width > 600 ? 380 : 300;
    const [top, bottom] = [26, height - 12];
    const [left, right] = [34, width - 46];
    const x = (k) => (axes.length > 1 ? left + (k * (right - left)) / (axes.length - 1) : (left + right) / 2);
    const y = (v) => bottom - v * (bottom - top);
    const count = Math.max(1, Math.round(ranked.length * Number(share.value)));
    const thin = (list) => { const by = Math.ceil(list.length / MOST); return by > 1 ? list.filter((_, k) => k % by === 0) : list; };
    const path = (list) => list.map((k) => axes.map((axis, a) => (a === 0 ? 'M' : 'L') + x(a).toFixed(1) + ' ' + y(axis.at(k)).toFixed(1)).join('')).join('');
    const rest = thin(ranked.slice(count));
    const chosen = thin(ranked.slice(0, count));
    let content = '<path d="' + path(rest) + '" fill="none" stroke="var(--hold)" stroke-opacity="0.22"/>';
    content += '<path d="' + path(chosen) + '" fill="none" stroke="var(--accent)" stroke-opacity="' + (chosen.length > 60 ? 0.4 : 0.75) + '" stroke-width="1.2"/>';
    if (best !== undefined) content += '<path d="' + path([best]) + '" fill="none" stroke="var(--mark)" stroke-width="2.4"/>';
    axes.forEach((axis, a) => {
      content += line(x(a), top, x(a), bottom, 'hold');
      const anchor = a === 0 && axes.length > 1 ? 'start' : a === axes.length - 1 && axes.length > 1 ? 'end' : 'middle';
      content += text(a === 0 ? 4 : a === axes.length - 1 ? width - 4 : x(a), 12, axis.name.slice(0, 24), anchor, ' fill="var(--ink)" font-weight="600"');
      const each = Math.ceil((axis.marks.length * 13) / (bottom - top));
      axis.marks.forEach(([name, at], k) => { if (k % each === 0) content += text(x(a) + 5, y(at) + 4, name, 'start', ' stroke="var(--card)" stroke-width="3" paint-order="stroke"'); });
    });
    picture(place, width, height, group(ranked.length, 0) + ' trials over ' + axes.length + ' axes', content);
    const shownOf = rest.length + chosen.length;
    note.textContent = 'Blue: the best ' + group(count, 0) + '; orange: the best one.' + (shownOf < ranked.length ? ' ' + group(shownOf, 0) + ' of ' + group(ranked.length, 0) + ' trials are drawn.' : '');
  };
  share.addEventListener('change', draw);
  drawings.push(draw);
}
`;
