/** How the interactive charts of a page look and are moved, by keyboard too. Drawn by Lightweight Charts. */
export const CHARTS = `
const { createChart, createSeriesMarkers, AreaSeries, LineSeries, CandlestickSeries } = LightweightCharts;
const look = () => ({
  autoSize: true,
  layout: {
    background: { type: 'solid', color: color('card') }, textColor: color('soft'), attributionLogo: true,
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif', panes: { separatorColor: color('line') },
  },
  grid: { vertLines: { color: color('grid') }, horzLines: { color: color('grid') } },
  rightPriceScale: { borderColor: color('line'), entireTextOnly: true },
  timeScale: { borderColor: color('line'), minBarSpacing: 0.005, timeVisible: data.intraday, secondsVisible: false, rightOffset: 2, enableConflation: true },
  crosshair: { mode: 0 },
  localization: { locale: 'en-US', timeFormatter: date },
});
const make = (id) => {
  const place = byId(id);
  const chart = createChart(place, look());
  const scale = chart.timeScale();
  repaint.push(() => chart.applyOptions(look()));
  const move = { ArrowLeft: [-0.1, -0.1], ArrowRight: [0.1, 0.1], ArrowUp: [0.15, -0.15], '+': [0.15, -0.15], ArrowDown: [-0.2, 0.2], '-': [-0.2, 0.2] };
  place.addEventListener('keydown', (event) => {
    const range = scale.getVisibleLogicalRange();
    if (range === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Home') scale.fitContent();
    else if (move[event.key]) {
      const width = range.to - range.from;
      const [from, to] = move[event.key];
      scale.setVisibleLogicalRange({ from: range.from + width * from, to: range.to + width * to });
    } else return;
    event.preventDefault();
  });
  return chart;
};
const styled = (series, style) => { series.applyOptions(style()); repaint.push(() => series.applyOptions(style())); return series; };
const quiet = { lastValueVisible: false, priceLineVisible: false };
const parts = (rows) => rows.flatMap(([label, text, swatch]) => {
  const part = document.createElement('span');
  const strong = document.createElement('b');
  strong.textContent = text;
  if (swatch) {
    const line = document.createElement('i');
    line.className = 'key-line';
    line.style.background = 'var(--' + swatch + ')';
    part.append(line);
  }
  part.append(label === '' ? '' : label + ' ', strong);
  return [part, ' '];
});
`;
