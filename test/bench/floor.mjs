/**
 * The floor: the same work as the benchmark's strategies written as one bare loop over columns, which leaves what a
 * result needs (an equity value per bar; rows of orders, events, fills and round trips with excursions) and is no engine.
 */
const FEE = 0.00001;
const FAST = 10;
const SLOW = 20;

class Rows {
  constructor(width) {
    this.width = width;
    this.count = 0;
    this.cells = new Float64Array(width * 2048);
  }

  add() {
    const at = this.count++ * this.width;
    if (at === this.cells.length) {
      const wider = new Float64Array(2 * at);
      wider.set(this.cells);
      this.cells = wider;
    }
    return at;
  }
}

/** W1: one instrument, all in and flat on the cross of two averages, fills at the next open. */
export function floorOne({ openTimes, times, open, high, low, close }, cash = 1e6) {
  const bars = close.length - 1;
  const equity = new Float64Array(bars);
  const [orders, events, fills, trips] = [new Rows(8), new Rows(3), new Rows(7), new Rows(11)];
  let [fastSum, slowSum, wasFast, wasSlow, qty, want, entryFee, entryPrice, entryTs, entryRow, worst, best, order] = [
    0,
    0,
    Number.NaN,
    Number.NaN,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  for (let i = 1; i <= bars; i++) {
    if (want !== 0) {
      const price = open[i];
      const ts = openTimes[i];
      const size = Math.abs(want);
      const fee = size * price * FEE;
      cash -= want * price + fee;
      orders.cells[order + 3] = 2;
      orders.cells[order + 4] = size;
      orders.cells[order + 5] = price;
      orders.cells[order + 7] = ts;
      const e = events.add();
      events.cells[e] = orders.count;
      events.cells[e + 1] = 1;
      events.cells[e + 2] = ts;
      const f = fills.add();
      fills.cells[f] = ts;
      fills.cells[f + 1] = orders.count;
      fills.cells[f + 3] = Math.sign(want);
      fills.cells[f + 4] = size;
      fills.cells[f + 5] = price;
      fills.cells[f + 6] = fee;
      if (want > 0) {
        [entryPrice, entryTs, entryFee, entryRow, worst, best] = [price, ts, fee, i, 0, 0];
      } else {
        const t = trips.add();
        const row = trips.cells;
        row[t + 1] = size;
        row[t + 2] = entryTs;
        row[t + 3] = entryPrice;
        row[t + 4] = ts;
        row[t + 5] = price;
        row[t + 6] = size * (price - entryPrice) - entryFee - fee;
        row[t + 7] = entryFee + fee;
        row[t + 8] = worst;
        row[t + 9] = best;
        row[t + 10] = i - entryRow;
      }
      qty += want;
      want = 0;
    }
    const last = close[i];
    if (qty !== 0) {
      const down = low[i] - entryPrice;
      const up = high[i] - entryPrice;
      if (down < worst) worst = down;
      if (up > best) best = up;
    }
    fastSum += last - (i <= FAST ? 0 : close[i - FAST]);
    slowSum += last - (i <= SLOW ? 0 : close[i - SLOW]);
    const fast = i < FAST ? Number.NaN : fastSum / FAST;
    const slow = i < SLOW ? Number.NaN : slowSum / SLOW;
    if (fast > slow && wasFast <= wasSlow) {
      if (qty === 0) want = Math.floor((0.99 * cash) / last);
    } else if (fast < slow && wasFast >= wasSlow && qty !== 0) want = -qty;
    if (want !== 0) {
      order = orders.add();
      orders.cells[order + 1] = Math.sign(want);
      orders.cells[order + 2] = Math.abs(want);
      orders.cells[order + 6] = times[i];
      const e = events.add();
      events.cells[e] = orders.count;
      events.cells[e + 2] = times[i];
    }
    wasFast = fast;
    wasSlow = slow;
    equity[i - 1] = cash + qty * last;
  }
  return { trips: trips.count, equity: equity[bars - 1] };
}

/** W3: ten instruments in lock step on one account, 100,000 an entry. */
export function floorTen(all, cash = 1e6) {
  const bars = all[0].close.length - 1;
  const count = all.length;
  const equity = new Float64Array(bars);
  const column = () => new Float64Array(count);
  const [entryPrice, entryTs, qty, want, fastSum, slowSum] = [column(), column(), column(), column(), column(), column()];
  const [wasFast, wasSlow] = [column().fill(Number.NaN), column().fill(Number.NaN)];
  const trips = new Float64Array(4 * ((bars >> 3) * count + 16));
  let closed = 0;
  const opens = all.map((columns) => columns.open);
  const closes = all.map((columns) => columns.close);
  const [{ openTimes }] = all;
  for (let i = 1; i <= bars; i++) {
    let held = 0;
    for (let k = 0; k < count; k++) {
      if (want[k] !== 0) {
        const price = opens[k][i];
        const fee = Math.abs(want[k]) * price * FEE;
        cash -= want[k] * price + fee;
        if (want[k] > 0) {
          entryPrice[k] = price;
          entryTs[k] = openTimes[i];
        } else {
          trips[closed * 4] = entryTs[k];
          trips[closed * 4 + 1] = openTimes[i];
          trips[closed * 4 + 2] = -want[k] * (price - entryPrice[k]) - fee;
          closed++;
        }
        qty[k] += want[k];
        want[k] = 0;
      }
      const prices = closes[k];
      const last = prices[i];
      fastSum[k] += last - (i <= FAST ? 0 : prices[i - FAST]);
      slowSum[k] += last - (i <= SLOW ? 0 : prices[i - SLOW]);
      const fast = i < FAST ? Number.NaN : fastSum[k] / FAST;
      const slow = i < SLOW ? Number.NaN : slowSum[k] / SLOW;
      if (fast > slow && wasFast[k] <= wasSlow[k]) {
        if (qty[k] === 0) want[k] = Math.floor(100000 / last);
      } else if (fast < slow && wasFast[k] >= wasSlow[k] && qty[k] !== 0) want[k] = -qty[k];
      wasFast[k] = fast;
      wasSlow[k] = slow;
      held += qty[k] * last;
    }
    equity[i - 1] = cash + held;
  }
  return { trips: closed, equity: equity[bars - 1] };
}
