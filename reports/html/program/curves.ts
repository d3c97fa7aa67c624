/** Draws the curves of a page's first chart with their drawdowns below: a run and its rivals, or runs side by side. */
export const CURVES = `
if (byId('curves')) {
  const { unit, curves } = data.curves;
  const chart = make('curves');
  const show = unit === 'money' ? (v) => group(v) : percent;
  const tick = unit === 'money' ? (v) => group(v, Math.abs(v) < 1000 ? 2 : 0) : (v) => group(v * 100, 0) + ' %';
  const value = { priceFormat: { type: 'custom', minMove: unit === 'money' ? 0.01 : 0.0001, formatter: tick } };
  const under = { priceFormat: { type: 'custom', minMove: 0.0001, formatter: (v) => group(v * 100, 1) + ' %' } };
  const points = (time, values) => Array.from(time, (t, k) => (Number.isFinite(values[k]) ? { time: t, value: values[k] } : { time: t }));
  const drawn = curves.map((curve) => {
    const time = unpackSteps(curve.time);
    const values = unpackSteps(curve.value);
    const falls = curve.drawdown === null ? undefined : unpackSteps(curve.drawdown);
    const area = curve.style === 'area';
    const options = { lineWidth: area || unit !== 'money' ? 2 : 1, priceLineVisible: false, lastValueVisible: area, crosshairMarkerVisible: area, lineStyle: curve.style === 'dashed' ? 2 : 0, ...value };
    const series = styled(chart.addSeries(area ? AreaSeries : LineSeries, options), () =>
      area ? { lineColor: color(curve.color), topColor: color(curve.color) + '30', bottomColor: color(curve.color) + '00' } : { color: color(curve.color) });
    series.setData(points(time, values));
    return { ...curve, time, values, falls, series, at: new Map(Array.from(time, (t, k) => [t, k])) };
  });
  for (const curve of drawn.filter(({ falls }) => falls)) {
    const alone = drawn.filter(({ falls }) => falls).length === 1;
    const series = styled(chart.addSeries(alone ? AreaSeries : LineSeries, { lineWidth: 1, invertFilledArea: true, lineStyle: curve.style === 'dashed' ? 2 : 0, ...quiet, ...under }, 1), () =>
      alone ? { lineColor: color('down'), topColor: color('down') + '38', bottomColor: color('down') + '38' } : { color: color(curve.color) });
    series.setData(points(curve.time, curve.falls));
    series.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.08 } });
  }
  const [top, bottom] = chart.panes();
  top.setStretchFactor(3);
  if (bottom) bottom.setStretchFactor(1);
  chart.timeScale().fitContent();
  const legend = byId('curves-now');
  const say = (t) => {
    const rows = [['', date(t)]];
    for (const { name, color: tone, time, values, falls, at } of drawn) {
      let k = at.get(t);
      if (k === undefined) k = time.findLastIndex((one) => one <= t);
      if (k < 0 || !Number.isFinite(values[k])) continue;
      rows.push([name, show(values[k]), tone]);
      if (falls && drawn.filter((one) => one.falls).length === 1) rows.push(['Drawdown', percent(-falls[k]), 'down']);
    }
    legend.replaceChildren(...parts(rows));
  };
  const last = Math.max(...drawn.map(({ time }) => time[time.length - 1]));
  chart.subscribeCrosshairMove(({ time: t }) => say(t ?? last));
  say(last);
  const log = byId('curves-log');
  if (log) log.addEventListener('click', () => {
    const on = log.getAttribute('aria-pressed') !== 'true';
    log.setAttribute('aria-pressed', String(on));
    chart.priceScale('right', 0).applyOptions({ mode: on ? 1 : 0 });
  });
  byId('curves-all').addEventListener('click', () => chart.timeScale().fitContent());
}
`;
