/** Draws trials by two of their numbers, and the front of those that no other one beats in both. */
export const FRONT = `
{
  const [place, now, across, up] = ['front-chart', 'front-now', 'front-x', 'front-y'].map(byId);
  const MOST = 4000;
  const draw = () => {
    const [a, b] = [metrics[Number(across.value)], metrics[Number(up.value)]];
    const known = whole.filter((k) => a.values[k] !== null && b.values[k] !== null);
    const sign = (metric) => (metric.less ? -1 : 1);
    const order = [...known].sort((p, q) => sign(a) * (a.values[q] - a.values[p]) || sign(b) * (b.values[q] - b.values[p]));
    let most = -Infinity;
    const front = order.filter((k) => { const v = sign(b) * b.values[k]; if (v <= most) return false; most = v; return true; });
    const width = widthOf(place);
    const height = width > 600 ? 420 : 320;
    const [top, bottom, left, right] = [8, height - 38, 4, width - 62];
    const range = (metric) => { const all = known.map((k) => metric.values[k]); const [low, high] = [Math.min(...all), Math.max(...all)]; const room = (high - low || Math.abs(high) || 1) * 0.04; return [low - room, high + room]; };
    const [[x0, x1], [y0, y1]] = [range(a), range(b)];
    const x = (k) => left + ((a.values[k] - x0) / (x1 - x0)) * (right - left);
    const y = (k) => bottom - ((b.values[k] - y0) / (y1 - y0)) * (bottom - top);
    let content = '';
    for (const v of ticks(y0, y1, 6)) { const at = bottom - ((v - y0) / (y1 - y0)) * (bottom - top); content += line(left, at, right, at, v === 0 ? 'hold' : 'grid') + text(right + 6, at + 4, axisText(b, v)); }
    for (const v of ticks(x0, x1, Math.max(3, Math.floor(width / 110)))) { const at = left + ((v - x0) / (x1 - x0)) * (right - left); content += line(at, top, at, bottom, v === 0 ? 'hold' : 'grid') + text(Math.max(at, 16), bottom + 15, axisText(a, v), 'middle'); }
    const dots = (list) => list.map((k) => 'M' + x(k).toFixed(1) + ' ' + y(k).toFixed(1) + 'h.01').join('');
    const by = Math.ceil(known.length / MOST);
    content += '<path d="' + dots(by > 1 ? known.filter((_, k) => k % by === 0) : known) + '" stroke="var(--hold)" stroke-width="5" stroke-linecap="round" stroke-opacity="0.5"/>';
    content += '<path d="' + front.map((k, n) => (n === 0 ? 'M' : 'L') + x(k).toFixed(1) + ' ' + y(k).toFixed(1)).join('') + '" fill="none" stroke="var(--accent)" stroke-width="1.6"/>';
    content += '<path d="' + dots(front) + '" stroke="var(--accent)" stroke-width="8" stroke-linecap="round"/>';
    if (best !== undefined && known.includes(best)) content += '<circle cx="' + x(best).toFixed(1) + '" cy="' + y(best).toFixed(1) + '" r="7" fill="none" stroke="var(--mark)" stroke-width="2.4"/>';
    content += text((left + right) / 2, height - 6, a.title + (a.less ? ' (less is better)' : '') + '; upwards ' + b.title + (b.less ? ' (less is better)' : ''), 'middle');
    content += '<circle class="near" r="9" fill="none" stroke="var(--ink)" visibility="hidden"/>';
    picture(place, width, height, a.title + ' and ' + b.title + ' of ' + group(known.length, 0) + ' trials; ' + front.length + ' of them are beaten by no other in both', content);
    const tell = (k) => now.replaceChildren(...parts([['Trial ' + trials.number[k] + ':', pointOf(k)], [a.title, shown(a, k)], [b.title, shown(b, k)]]));
    place.onpointermove = (event) => {
      const box = place.firstChild.getBoundingClientRect();
      const [px, py] = [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
      let near = -1;
      let least = 900;
      for (const k of known) { const d = (x(k) - px) ** 2 + (y(k) - py) ** 2; if (d < least) [near, least] = [k, d]; }
      const ring = place.querySelector('.near');
      ring.setAttribute('visibility', near < 0 ? 'hidden' : 'visible');
      if (near < 0) return;
      ring.setAttribute('cx', x(near)); ring.setAttribute('cy', y(near));
      tell(near);
    };
    now.replaceChildren(...parts([['', front.length + ' of ' + group(known.length, 0) + ' trials are beaten by no other in both; ring: the best one']]));
  };
  for (const one of [across, up]) one.addEventListener('change', draw);
  drawings.push(draw);
}
`;
