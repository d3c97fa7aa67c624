/** The table of round trips: sorted by its headings, filtered by words, side and outcome, page by page, each row leading to the chart. */
export const TRIPS = `
if (data.trips) {
  const ROWS = data.trips.rows;
  const { instrument, strategy, why, entryTs, exitTs, rows: _, ...packed } = data.trips;
  const columns = { entryTs: unpackSteps(entryTs), exitTs: unpackSteps(exitTs) };
  for (const [key, text] of Object.entries(packed)) columns[key] = unpack(text);
  const texts = {};
  for (const [key, one] of Object.entries({ instrument, strategy, why })) {
    if (one === null) continue;
    const place = unpack(one.place);
    texts[key] = (k) => one.words[place[k]];
  }
  const count = columns.pnl.length;
  const write = {
    index: (k) => String(k + 1), side: (k) => (columns.side[k] === 0 ? 'long' : 'short'), qty: (k) => plain(columns.qty[k]),
    entryTs: (k) => date(columns.entryTs[k]), entryPrice: (k) => plain(columns.entryPrice[k]),
    exitTs: (k) => date(columns.exitTs[k]), exitPrice: (k) => plain(columns.exitPrice[k]), bars: (k) => group(columns.bars[k], 0),
    pnl: (k) => group(columns.pnl[k]), returned: (k) => percent(columns.returned[k]), mae: (k) => percent(columns.mae[k]), mfe: (k) => percent(columns.mfe[k]),
    ...texts,
  };
  const region = byId('trips');
  const body = region.querySelector('tbody');
  const heads = [...region.querySelectorAll('th')];
  const [words, side, outcome, back, next] = ['trip-words', 'trip-side', 'trip-outcome', 'trip-back', 'trip-next'].map(byId);
  let order = Array.from({ length: count }, (_, k) => k);
  let page = 0;
  let chosen = -1;
  const PRINTED = 250;
  let printing = false;
  let sorted = { key: 'index', up: true };
  let haystack;
  const hay = (k) => (haystack ??= Array.from({ length: count }, (_, n) =>
    ['instrument', 'strategy', 'side', 'entryTs', 'exitTs', 'why'].map((key) => write[key]?.(n) ?? '').join(' ').toLowerCase()))[k];

  const cell = (k, head) => {
    const td = document.createElement('td');
    const { key } = head.dataset;
    td.className = head.className;
    if ((key === 'pnl' || key === 'returned') && columns.pnl[k] !== 0) td.classList.add(columns.pnl[k] > 0 ? 'up' : 'down');
    if (key === 'index' && price && price.has(texts.instrument(k))) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'go';
      button.dataset.trip = String(k);
      button.textContent = write.index(k);
      button.setAttribute('aria-label', 'Show round trip ' + (k + 1) + ' on the chart');
      td.append(button);
    } else td.textContent = write[key](k);
    return td;
  };
  const paint = () => {
    const pages = Math.max(1, Math.ceil(order.length / ROWS));
    page = Math.min(page, pages - 1);
    const visible = printing ? order.slice(0, PRINTED) : order.slice(page * ROWS, (page + 1) * ROWS);
    body.replaceChildren(...visible.map((k) => {
      const tr = document.createElement('tr');
      tr.append(...heads.map((head) => cell(k, head)));
      if (k === chosen) tr.className = 'chosen';
      return tr;
    }));
    back.disabled = page === 0;
    next.disabled = page === pages - 1;
    byId('trip-page').textContent = 'Page ' + group(page + 1, 0) + ' of ' + group(pages, 0);
    let sum = 0;
    let won = 0;
    for (const k of order) { sum += columns.pnl[k]; if (columns.pnl[k] > 0) won++; }
    const which = order.length === count ? group(count, 0) + ' round trips' : group(order.length, 0) + ' of ' + group(count, 0) + ' round trips';
    byId('trip-count').textContent = which + ', P&L ' + group(sum) + ' ' + data.currency + (order.length > 0 ? ', ' + percent(won / order.length) + ' won' : '');
  };
  const select = () => {
    const wanted = words.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const [long, win] = [Number(side.value), Number(outcome.value)];
    order = [];
    for (let k = 0; k < count; k++) {
      if (long !== 0 && columns.side[k] !== long - 1) continue;
      if (win === 1 && !(columns.pnl[k] > 0)) continue;
      if (win === 2 && !(columns.pnl[k] < 0)) continue;
      if (wanted.length > 0 && !wanted.every((word) => hay(k).includes(word))) continue;
      order.push(k);
    }
    const { key, up } = sorted;
    if (key !== 'index') {
      const text = texts[key];
      const compare = text ? (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0) : (a, b) => columns[key][a] - columns[key][b];
      order.sort((a, b) => (up ? compare(a, b) : compare(b, a)) || a - b);
    } else if (!up) order.reverse();
    page = 0;
    paint();
  };
  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const { key } = head.dataset;
      // numbers are asked for from the greatest down
      sorted = { key, up: sorted.key === key ? !sorted.up : !head.classList.contains('num') };
      for (const one of heads) one.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sorted.up ? 'ascending' : 'descending');
      select();
    });
  }
  const show = (k) => {
    chosen = k;
    // what fills at an open belongs to the bar that begins then, whose candle has the time of its end
    const at = (time, bit) => time + (data.intraday && (columns.inside[k] & bit) === 0 ? 1 : 0);
    price.focus({
      instrument: texts.instrument(k), entryTs: at(columns.entryTs[k], 1), entryPrice: (columns.entryDrawn ?? columns.entryPrice)[k], exitTs: at(columns.exitTs[k], 2), exitPrice: columns.exitPrice[k],
    });
    for (const tr of body.rows) tr.className = tr.querySelector('.go')?.dataset.trip === String(k) ? 'chosen' : '';
    byId('trip-shown').textContent =
      'Round trip ' + group(k + 1, 0) + ': ' + write.side(k) + ' ' + write.qty(k) + ', ' + write.entryTs(k) + ' to ' + write.exitTs(k) + ', P&L ' + write.pnl(k) + ' ' + data.currency + ' (' + write.returned(k) + ')';
  };
  body.addEventListener('click', (event) => {
    const button = event.target.closest('button.go');
    if (button === null || !price) return;
    show(Number(button.dataset.trip));
    byId('price-part').scrollIntoView({ block: 'start' });
  });
  const step = (by) => {
    const drawn = order.filter((k) => price.has(texts.instrument(k)));
    if (drawn.length === 0) return;
    const at = drawn.indexOf(chosen);
    show(drawn[at < 0 ? (by > 0 ? 0 : drawn.length - 1) : Math.max(0, Math.min(drawn.length - 1, at + by))]);
  };
  if (price) {
    byId('trip-before').addEventListener('click', () => step(-1));
    byId('trip-after').addEventListener('click', () => step(1));
  }
  let waiting;
  words.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(select, 120); });
  for (const one of [side, outcome]) one.addEventListener('change', select);
  back.addEventListener('click', () => { page--; paint(); });
  next.addEventListener('click', () => { page++; paint(); });
  const left = byId('trip-left');
  addEventListener('beforeprint', () => {
    printing = true;
    paint();
    if (left) left.textContent = order.length > PRINTED ? 'The first ' + PRINTED + ' of ' + group(order.length, 0) + ' round trips; all are in the JSON and CSV files.' : '';
  });
  addEventListener('afterprint', () => { printing = false; paint(); });
  paint();
}
`;
