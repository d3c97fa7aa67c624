/** The table of a sweep's trials: sorted by its headings, filtered by words, page by page. */
export const TRIALS = `
{
  const region = byId('trials');
  const body = region.querySelector('tbody');
  const heads = [...region.querySelectorAll('th')];
  const [words, back, next] = ['trial-words', 'trial-back', 'trial-next'].map(byId);
  const ROWS = data.rows;
  const column = (head) => {
    const [kind, n] = head.dataset.key.split('-');
    if (kind === 'rank') return { write: (k) => (trials.rank[k] < 0 ? '' : String(trials.rank[k] + 1)), value: (k) => (trials.rank[k] < 0 ? Infinity : trials.rank[k]) };
    if (kind === 'number') return { write: (k) => String(trials.number[k]), value: (k) => trials.number[k] };
    if (kind === 'dim') return { write: (k) => String(valued(dims[n], k)), value: (k) => dims[n].at[k] };
    if (kind === 'why') return { write: (k) => trials.why[k] ?? '', value: (k) => trials.why[k] ?? '' };
    return { write: (k) => shown(metrics[n], k), value: (k) => metrics[n].values[k] ?? NaN };
  };
  const columns = heads.map(column);
  const byRank = trials.number.map((_, k) => k).sort((a, b) => columns[0].value(a) - columns[0].value(b) || a - b);
  let order = byRank;
  let page = 0;
  let sorted = { at: 0, up: true };
  const paint = () => {
    const pages = Math.max(1, Math.ceil(order.length / ROWS));
    page = Math.min(page, pages - 1);
    body.replaceChildren(...order.slice(page * ROWS, (page + 1) * ROWS).map((k) => {
      const tr = document.createElement('tr');
      tr.append(...heads.map((head, c) => {
        const td = document.createElement('td');
        td.className = head.className;
        td.textContent = columns[c].write(k);
        return td;
      }));
      if (k === best) tr.className = 'chosen';
      return tr;
    }));
    back.disabled = page === 0;
    next.disabled = page === pages - 1;
    byId('trial-page').textContent = 'Page ' + group(page + 1, 0) + ' of ' + group(pages, 0);
    const all = trials.number.length;
    byId('trial-count').textContent = order.length === all ? group(all, 0) + ' trials' : group(order.length, 0) + ' of ' + group(all, 0) + ' trials';
  };
  const select = () => {
    const wanted = words.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const hay = (k) => (' ' + pointOf(k) + ' ' + (trials.why[k] ?? '') + ' ').toLowerCase();
    order = wanted.length === 0 ? [...byRank] : byRank.filter((k) => wanted.every((word) => hay(k).includes(word)));
    const { value } = columns[sorted.at];
    const missing = (v) => v !== v;
    order.sort((a, b) => {
      const [v, w] = [value(a), value(b)];
      if (missing(v) || missing(w)) return missing(v) - missing(w);
      return (sorted.up ? 1 : -1) * (v < w ? -1 : v > w ? 1 : 0) || columns[0].value(a) - columns[0].value(b) || a - b;
    });
    page = 0;
    paint();
  };
  heads.forEach((head, c) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      sorted = { at: c, up: sorted.at === c ? !sorted.up : !head.dataset.key.startsWith('metric') };
      for (const one of heads) one.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sorted.up ? 'ascending' : 'descending');
      select();
    });
  });
  let waiting;
  words.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(select, 120); });
  back.addEventListener('click', () => { page--; paint(); });
  next.addEventListener('click', () => { page++; paint(); });
  paint();
}
drawAll();
`;
