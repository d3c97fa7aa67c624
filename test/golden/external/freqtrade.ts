import { runBars, type TestRun } from '../../../app/testing.ts';
import { defineStrategy } from '../../../engine/index.ts';
import type { ExternalCase } from './cases-verdicts.ts';

/** One candle scenario: tick, open, high, low, close, volume, enter long, exit long, enter short, exit short. */
export interface Scenario {
  readonly id: string;
  readonly data: readonly (readonly number[])[];
  /** Fractions of the stake: with leverage, so much less of the price. */
  readonly stop_loss: number;
  /** By minutes held: the gain at which a trade is sold; -1 sells whatever it is. */
  readonly roi: Readonly<Record<string, number>>;
  readonly trailing_stop: boolean;
  readonly trailing_stop_positive: number | null;
  readonly trailing_stop_positive_offset: number;
  /** The stop of a strategy that says nothing else: it trails by the stop loss, from the entry on. */
  readonly use_custom_stoploss: boolean;
  readonly use_exit_signal: boolean;
  readonly custom_entry_price: number | null;
  readonly custom_exit_price: number | null;
  readonly leverage: number;
  readonly timeout: number | null;
  readonly adjust_entry_price: number | null;
  readonly trades: readonly Trade[];
  readonly profit_perc: number;
}

/** A trade as freqtrade lists it: it is opened on the candle on which its order was placed. */
interface Trade {
  readonly open_tick: number;
  readonly close_tick: number;
  readonly is_short: boolean;
  readonly exit_reason: string;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** What a freqtrade strategy of these settings orders here. */
const strategyOf = (one: Scenario) =>
  defineStrategy({
    name: 'scenario',
    params: {},
    feeds: ['asset'],
    setup(ctx) {
      const { asset } = ctx.feeds;
      const stop = -one.stop_loss / one.leverage;
      const roi = Object.entries(one.roi).map(([minutes, gain]) => ({ after: Number(minutes) * MINUTE, gain: gain / one.leverage }));
      let tick = -1;
      let entry = 0;
      let entered = { ts: 0, price: 0, sign: 0 };
      let gain = roi[0]?.gain;

      const enter = (sign: number): void => {
        gain = roi[0]?.gain;
        const exits = { stopLoss: { pct: stop }, ...(gain === undefined ? {} : { takeProfit: { pct: gain } }) };
        const limit = one.custom_entry_price === null ? {} : { limit: one.custom_entry_price };
        const until = one.timeout === null ? {} : { expiresAt: ctx.now + one.timeout * MINUTE };
        const order = { size: { fraction: one.leverage, at: 'fill' }, ...limit, ...until, ...exits } as const;
        entry = sign > 0 ? ctx.buy(asset, order) : ctx.sell(asset, order);
      };
      const exit = (options: object): unknown => (entered.sign > 0 ? ctx.sell(asset, options) : ctx.buy(asset, options));

      /** What a trade may gain grows less as it is held. */
      const lowerTarget = (): void => {
        const now = roi.findLast(({ after }) => ctx.now - entered.ts >= after)?.gain;
        if (now === undefined || now === gain) return;
        gain = now;
        const target = ctx.childrenOf(entry).at(-1);
        if (now * one.leverage <= -1) ctx.close(asset, { tag: 'ROI' });
        else if (target !== undefined) ctx.replace(target, { limit: entered.price * (1 + entered.sign * now) });
      };

      return {
        onBar() {
          tick++;
          const [, , , , , , long = 0, exitLong = 0, short = 0, exitShort = 0] = one.data[tick]!;
          const { qty } = ctx.position(asset);
          if (qty !== 0) {
            lowerTarget();
            const signal = qty > 0 ? exitLong : exitShort;
            if (signal === 0 || !one.use_exit_signal) return;
            if (one.custom_exit_price === null) ctx.close(asset, { tag: 'EXIT_SIGNAL' });
            else exit({ qty: Math.abs(qty), limit: one.custom_exit_price, reduceOnly: true, tag: 'EXIT_SIGNAL' });
          } else if (entry !== 0 && ctx.isOpen(entry)) {
            if (one.adjust_entry_price === null) ctx.cancel(entry);
            else ctx.replace(entry, { limit: one.adjust_entry_price });
          } else if (long !== short) enter(long - short);
        },
        onFill({ orderId, price, qty, side, ts }) {
          if (orderId === entry) {
            entered = { ts, price, sign: side === 'buy' ? 1 : -1 };
            if (!one.trailing_stop) return;
            const activation = price * (1 + entered.sign * one.trailing_stop_positive_offset);
            const trail = one.use_custom_stoploss ? { percent: stop } : { percent: one.trailing_stop_positive ?? stop, activation };
            exit({ qty, trail, reduceOnly: true, tag: 'TRAILING_STOP_LOSS' });
          } else for (const id of ctx.openOrders(asset)) ctx.cancel(id);
        },
      };
    },
  });

const REASONS: Readonly<Record<string, string>> = { 'stop-loss': 'STOP_LOSS', 'take-profit': 'ROI' };

/** The case of a scenario: its trades, and the sum of their gains to three decimals. */
export const freqtradeCase = (one: Scenario): ExternalCase => ({
  name: one.id.replace('freqtrade/', ''),
  differs() {
    const { trades, profit } = listed(one, play(one));
    const [ours, theirs] = [trades, one.trades].map(shown);
    if (ours !== theirs) return `${theirs} there, ${ours} here`;
    return Math.abs(profit - one.profit_perc) < 0.0005 ? undefined : `a gain of ${one.profit_perc} there, ${profit.toFixed(4)} here`;
  },
});

/** Scenarios whose candle first moves a stop and then hits it: the favourable extreme is taken to come first. */
const PATHS: Readonly<Record<string, 'o-h-l-c'>> = { 'freqtrade/tc12': 'o-h-l-c' };

function play(one: Scenario): TestRun {
  return runBars(
    strategyOf(one),
    one.data.map(([, open = 0, high = 0, low = 0, close = 0]) => [open, high, low, close]),
    { timeframe: '1h', start: '1970-01-01', account: { leverage: one.leverage }, simulator: { path: PATHS[one.id] ?? 'pessimistic' } },
  );
}

/** Our fills as freqtrade lists trades; what is held at the end is given up there at the open of the last candle. */
function listed({ leverage, data }: Scenario, { fills, orders }: TestRun): { readonly trades: readonly Trade[]; readonly profit: number } {
  const trades: Trade[] = [];
  let profit = 0;
  for (let k = 0; k < fills.length; k += 2) {
    const [entry, exit] = [fills[k]!, fills[k + 1]];
    const sign = entry.side === 'buy' ? 1 : -1;
    const price = exit?.price ?? data.at(-1)![1]!;
    profit += ((sign * (price - entry.price)) / entry.price) * leverage;
    trades.push({
      open_tick: orders[entry.orderId - 1]!.createdTs / HOUR,
      close_tick: exit?.bar ?? data.length - 1,
      is_short: sign < 0,
      exit_reason: exit === undefined ? 'FORCE_EXIT' : (REASONS[exit.tag ?? ''] ?? exit.tag ?? ''),
    });
  }
  return { trades, profit };
}

const shown = (trades: readonly Trade[]): string =>
  trades.map((trade) => `${trade.is_short ? 'short' : 'long'} ${trade.open_tick}-${trade.close_tick} ${trade.exit_reason}`).join(', ') ||
  'no trade';
