/** Draws the candles of one instrument with what its strategies plotted and traded, and goes to a round trip of it. */
export const PRICE = `
const price = byId('price') && (() => {
  const chart = make('price');
  const scale = chart.timeScale();
  const choice = byId('instrument');
  const series = styled(chart.addSeries(CandlestickSeries, { borderVisible: false, ...quiet }), () => ({
    upColor: color('up'), downColor: color('down'), wickUpColor: color('up'), wickDownColor: color('down'),
  }));
  const trip = styled(chart.addSeries(LineSeries, { lineWidth: 2, lineStyle: 2, crosshairMarkerVisible: false, autoscaleInfoProvider: () => null, ...quiet }), () => ({ color: color('ink') }));
  const marks = createSeriesMarkers(series, []);
  const legend = byId('price-now');
  const note = byId('price-note');
  const mostMarks = () => Math.max(60, byId('price').clientWidth / 4);
  const lines = [];
  const loaded = [];
  let shown;
  let digits = 2;
  const text = (value) => group(value, digits);
  const unpacked = (k) => (loaded[k] ??= (() => {
    const { time, open, high, low, close, lines: drawn, marks: m, ...rest } = data.prices[k];
    return {
      ...rest, time: unpackSteps(time), open: unpackSteps(open), high: unpackSteps(high), low: unpackSteps(low), close: unpackSteps(close),
      lines: drawn.map((line) => ({ ...line, value: unpackSteps(line.value) })),
      marks: { candle: unpack(m.candle), kind: unpack(m.kind), fills: unpack(m.fills) },
    };
  })());
  const rowAt = (t) => {
    const { time } = shown;
    let low = 0;
    let high = time.length - 1;
    while (low < high) { const middle = (low + high) >> 1; if (time[middle] < t) low = middle + 1; else high = middle; }
    return low;
  };
  const mark = (k) => {
    const { candle, kind, fills } = shown.marks;
    const sell = kind[k] >= 4;
    const exit = kind[k] % 4 === 1;
    return {
      time: shown.time[candle[k]], position: sell ? 'aboveBar' : 'belowBar', shape: exit ? 'circle' : sell ? 'arrowDown' : 'arrowUp',
      color: color(sell ? 'mark' : 'accent'), size: exit ? 0.6 : 0.8, text: fills[k] > 1 ? String(fills[k]) : '',
    };
  };
  const paintMarks = () => {
    const range = scale.getVisibleLogicalRange();
    if (!shown || range === null) return;
    const { candle } = shown.marks;
    let from = 0;
    while (from < candle.length && candle[from] < range.from - 2) from++;
    let to = from;
    while (to < candle.length && candle[to] <= range.to + 2) to++;
    const many = to - from > mostMarks();
    marks.setMarkers(many ? [] : Array.from({ length: to - from }, (_, k) => mark(from + k)));
    const perCandle = shown.bars > 1 ? 'One candle is ' + group(shown.bars, 0) + ' bars. ' : '';
    note.textContent = perCandle + (many ? group(to - from, 0) + ' entries and exits are in sight: zoom in, or choose a round trip, to see them.' : '');
  };
  let asked = 0;
  scale.subscribeVisibleLogicalRangeChange(() => { cancelAnimationFrame(asked); asked = requestAnimationFrame(paintMarks); });
  repaint.push(paintMarks);
  const say = (k) => {
    const { time, open, high, low, close } = shown;
    const own = shown.lines.flatMap(({ name, value }, n) => (Number.isFinite(value[k]) ? [[name, text(value[k]), 'run' + ((n + 1) % 6 + 1)]] : []));
    legend.replaceChildren(...parts([['', date(time[k])], ['O', text(open[k])], ['H', text(high[k])], ['L', text(low[k])], ['C', text(close[k])], ...own]));
  };
  const all = () => scale.fitContent();
  const last = () => { const to = shown.time.length; scale.setVisibleLogicalRange({ from: Math.max(0, to - 250), to: to + 2 }); };
  const drawLines = () => {
    for (const line of lines.splice(0)) chart.removeSeries(line);
    const panes = [...new Set(shown.lines.flatMap(({ pane }) => (pane === null ? [] : [pane])))];
    shown.lines.forEach(({ pane, value }, n) => {
      const place = pane === null ? 0 : panes.indexOf(pane) + 1;
      const options = { lineWidth: 1, crosshairMarkerVisible: false, lineStyle: n > 4 ? 2 : 0, ...quiet, priceFormat: { type: 'custom', minMove: 1e-8, formatter: pane === null ? text : (v) => group(v, 2) } };
      const line = chart.addSeries(LineSeries, { ...options, color: color('run' + ((n + 1) % 6 + 1)) }, place);
      const { time } = shown;
      const points = [];
      for (let k = 0; k < time.length; k++) {
        if (Number.isFinite(value[k])) points.push(Number.isFinite(value[k + 1]) || k + 1 === time.length ? { time: time[k], value: value[k] } : { time: time[k], value: value[k], color: 'transparent' });
      }
      line.setData(points);
      lines.push(line);
    });
    chart.panes().forEach((pane, k) => pane.setStretchFactor(k === 0 ? 4 : 1));
  };
  repaint.push(() => lines.forEach((line, n) => line.applyOptions({ color: color('run' + ((n + 1) % 6 + 1)) })));
  const load = (k) => {
    if (shown === unpacked(k)) return;
    shown = unpacked(k);
    const { time, open, high, low, close } = shown;
    // six digits are as many as a price needs, and as many decimals as its data have
    const size = Math.abs(close.findLast((v) => Number.isFinite(v) && v !== 0) ?? 1);
    digits = Math.max(2, Math.min(data.prices[k].close.decimals, 5 - Math.floor(Math.log10(size))));
    series.applyOptions({ priceFormat: { type: 'custom', minMove: Number('1e-' + digits), formatter: text } });
    marks.setMarkers([]);
    trip.setData([]);
    const known = (r) => Number.isFinite(open[r] + high[r] + low[r] + close[r]);
    series.setData(Array.from(time, (t, r) => (known(r) ? { time: t, open: open[r], high: high[r], low: low[r], close: close[r] } : { time: t })));
    drawLines();
    const end = close.findLastIndex((v) => Number.isFinite(v));
    if (end >= 0) say(end);
    paintMarks();
  };
  chart.subscribeCrosshairMove(({ time: t }) => { if (t === undefined) return; const k = rowAt(t); if (Number.isFinite(shown.close[k])) say(k); });
  if (choice) choice.addEventListener('change', () => { load(Number(choice.value)); all(); });
  byId('range-all').addEventListener('click', all);
  byId('range-last').addEventListener('click', last);
  load(0);
  all();
  return {
    has: (name) => data.prices.some((one) => one.instrument === name),
    /** Shows a round trip with as much before and after it, and a line from its entry to its exit. */
    focus({ instrument, entryTs, entryPrice, exitTs, exitPrice }) {
      const k = data.prices.findIndex((one) => one.instrument === instrument);
      if (k < 0) return;
      if (choice) choice.value = String(k);
      load(k);
      const [begin, end] = [rowAt(entryTs), rowAt(exitTs)];
      const { time } = shown;
      trip.setData(end > begin ? [{ time: time[begin], value: entryPrice }, { time: time[end], value: exitPrice }] : []);
      const margin = Math.max(15, (end - begin) * 0.6);
      scale.setVisibleLogicalRange({ from: begin - margin, to: end + margin });
      say(end);
    },
  };
})();
`;
