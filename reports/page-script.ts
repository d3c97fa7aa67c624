/** The program of a result page: draws its data with Lightweight Charts. Runs in the reader's browser, asks for nothing. */
export const PAGE_SCRIPT = `
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const { createChart, createSeriesMarkers, AreaSeries, LineSeries, CandlestickSeries } = LightweightCharts;
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const group = (value, digits) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const percent = (value) => group(value * 100, 2) + ' %';
  const date = (time) => new Date(time * 1000).toISOString().slice(0, data.intraday ? 16 : 10).replace('T', ' ');

  const look = () => ({
    autoSize: true,
    layout: {
      background: { type: 'solid', color: color('card') }, textColor: color('soft'), attributionLogo: true,
      fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif', panes: { separatorColor: color('line') },
    },
    grid: { vertLines: { color: color('grid') }, horzLines: { color: color('grid') } },
    rightPriceScale: { borderColor: color('line'), entireTextOnly: true },
    timeScale: { borderColor: color('line'), minBarSpacing: 0.01, timeVisible: data.intraday, secondsVisible: false, rightOffset: 2 },
    crosshair: { mode: 0 },
    localization: { locale: 'en-US', timeFormatter: date },
  });

  const repaint = [];
  const make = (id) => {
    const chart = createChart(document.getElementById(id), look());
    repaint.push(() => chart.applyOptions(look()));
    return chart;
  };
  const styled = (series, style) => { series.applyOptions(style()); repaint.push(() => series.applyOptions(style())); return series; };
  const parts = (pairs) => {
    const nodes = [];
    for (const [label, text] of pairs) {
      const part = document.createElement('span');
      const strong = document.createElement('b');
      strong.textContent = text;
      part.append(label === '' ? '' : label + ' ', strong);
      nodes.push(part, ' ');
    }
    return nodes;
  };

  function drawEquity() {
    const { time, equity, drawdown, hold } = data.equity;
    const chart = make('equity');
    const rows = (values, sign) => time.flatMap((t, k) => (values[k] === null ? [] : [{ time: t, value: sign * values[k] }]));
    const quiet = { lastValueVisible: false, priceLineVisible: false };
    const money = { priceFormat: { type: 'custom', minMove: 0.01, formatter: (v) => group(v, Math.abs(v) < 1000 ? 2 : 0) } };
    const line = styled(chart.addSeries(AreaSeries, { lineWidth: 2, lastValueVisible: true, priceLineVisible: false, ...money }), () => ({
      lineColor: color('accent'), topColor: color('accent-fill'), bottomColor: 'rgba(0,0,0,0)',
    }));
    line.setData(rows(equity, 1));
    if (hold.length > 0) {
      styled(chart.addSeries(LineSeries, { lineWidth: 1, crosshairMarkerVisible: false, ...quiet, ...money }), () => ({ color: color('hold') })).setData(rows(hold, 1));
    }
    const under = styled(
      chart.addSeries(AreaSeries, { lineWidth: 1, invertFilledArea: true, ...quiet, priceFormat: { type: 'custom', minMove: 0.0001, formatter: (v) => group(v * 100, 1) + ' %' } }, 1),
      () => ({ lineColor: color('down'), topColor: color('down-fill'), bottomColor: color('down-fill') }),
    );
    under.setData(rows(drawdown, -1));
    under.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.08 } });
    chart.panes()[0].setStretchFactor(3);
    chart.panes()[1].setStretchFactor(1);
    chart.timeScale().fitContent();
    const legend = document.getElementById('equity-now');
    const at = new Map(time.map((t, k) => [t, k]));
    const show = (k) => legend.replaceChildren(...parts([
      ['', date(time[k])], ['Equity', group(equity[k], 2)],
      ...(hold.length > 0 && hold[k] !== null ? [['Buy and hold', group(hold[k], 2)]] : []), ['Drawdown', percent(drawdown[k])],
    ]));
    chart.subscribeCrosshairMove(({ time: t }) => show(at.get(t) ?? time.length - 1));
    show(time.length - 1);
  }

  function drawPrices() {
    const chart = make('price');
    const choice = document.getElementById('instrument');
    const series = styled(chart.addSeries(CandlestickSeries, { borderVisible: false, lastValueVisible: false, priceLineVisible: false }), () => ({
      upColor: color('up'), downColor: color('down'), wickUpColor: color('up'), wickDownColor: color('down'),
    }));
    const marks = createSeriesMarkers(series, []);
    const legend = document.getElementById('price-now');
    let shown;
    let digits = 2;
    const price = (value) => group(value, digits);
    let row;
    const mark = ({ candle, side, role, fills }) => ({
      time: shown.time[candle],
      position: side === 'buy' ? 'belowBar' : 'aboveBar',
      shape: role === 'exit' ? 'circle' : side === 'buy' ? 'arrowUp' : 'arrowDown',
      color: color(side === 'buy' ? 'accent' : 'warn-line'),
      size: role === 'exit' ? 0.6 : 0.8,
      text: fills > 1 ? String(fills) : '',
    });
    const paintMarks = () => shown && marks.setMarkers(shown.markers.map(mark));
    repaint.push(paintMarks);
    const say = (k) => {
      const { time, open, high, low, close } = shown;
      legend.replaceChildren(...parts([['', date(time[k])], ['O', price(open[k])], ['H', price(high[k])], ['L', price(low[k])], ['C', price(close[k])]]));
    };
    const all = () => chart.timeScale().fitContent();
    const last = () => {
      const to = shown.time.length;
      chart.timeScale().setVisibleLogicalRange({ from: Math.max(0, to - 250), to: to + 2 });
    };
    const load = (k) => {
      shown = data.prices[k];
      const { time, open, high, low, close } = shown;
      const size = Math.abs(close.findLast((v) => v !== null && v !== 0) ?? 1);
      digits = size >= 1e6 ? 0 : size >= 10 ? 2 : size >= 0.1 ? 4 : 8;
      series.applyOptions({ priceFormat: { type: 'custom', minMove: Number('1e-' + digits), formatter: price } });
      marks.setMarkers([]);
      series.setData(time.map((t, r) => (close[r] === null || open[r] === null ? { time: t } : { time: t, open: open[r], high: high[r], low: low[r], close: close[r] })));
      row = new Map(time.map((t, r) => [t, r]));
      paintMarks();
      document.getElementById('per-candle').textContent = shown.bars > 1 ? 'One candle is ' + group(shown.bars, 0) + ' bars.' : '';
      let end = close.length - 1;
      while (end > 0 && close[end] === null) end--;
      if (close[end] !== null) say(end);
    };
    const focus = (name, from, to) => {
      const k = data.prices.findIndex((one) => one.instrument === name);
      if (k < 0) return;
      if (choice) choice.value = String(k);
      load(k);
      const place = (t) => { const found = shown.time.findIndex((one) => one >= t); return found < 0 ? shown.time.length - 1 : found; };
      const [begin, end] = [place(from), place(to)];
      const margin = Math.max(15, (end - begin) * 0.6);
      chart.timeScale().setVisibleLogicalRange({ from: begin - margin, to: end + margin });
      document.getElementById('price').scrollIntoView({ block: 'center' });
    };
    chart.subscribeCrosshairMove(({ time: t }) => { const k = row.get(t); if (k !== undefined && shown.close[k] !== null) say(k); });
    if (choice) choice.addEventListener('change', () => { load(Number(choice.value)); all(); });
    document.getElementById('range-all').addEventListener('click', all);
    document.getElementById('range-last').addEventListener('click', last);
    for (const button of document.querySelectorAll('button.go')) {
      const { instrument, from, to } = button.dataset;
      button.addEventListener('click', () => focus(instrument, Number(from), Number(to)));
    }
    load(0);
    all();
  }

  if (data.equity.time.length > 0) drawEquity();
  if (data.prices.length > 0) drawPrices();
  scheme.addEventListener('change', () => repaint.forEach((paint) => paint()));
})();
`;
