import { nextSession, type SessionTable } from '../../../engine/model/calendar.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { DAY } from '../../../engine/model/time.ts';

/** The trading days of a market: the dates of its sessions, or without a calendar the days from Monday to Friday in UTC. */
export class TradingDays {
  readonly #sessions: SessionTable | undefined;
  #session = -1;

  constructor(sessions?: SessionTable) {
    this.#sessions = sessions;
  }

  /** The date, as its midnight UTC, to which a bar that opens at a time belongs: that of its session, or of the next one to open. */
  dateOf(openTime: number): number {
    const sessions = this.#sessions;
    if (sessions === undefined) return Math.floor(openTime / DAY) * DAY;
    const s = this.#session;
    if (s < 0 || openTime < sessions.opens[s]! || openTime >= sessions.closes[s]!) this.#session = nextSession(sessions, openTime);
    return sessions.dates[this.#session] ?? Number.POSITIVE_INFINITY;
  }

  /** When the trading day of a date, or the last one before it, is over. */
  endOf(date: number): number {
    const sessions = this.#sessions;
    return sessions === undefined ? date + DAY : sessions.closes[sessions.dates.findLastIndex((one) => one <= date)]!;
  }

  /** The date so many trading days before a date. Throws a ConfigError where the calendar does not reach back so far. */
  before(date: number, days: number): number {
    if (this.#sessions === undefined) {
      let day = date;
      for (let left = days; left > 0; ) {
        day -= DAY;
        const weekday = new Date(day).getUTCDay();
        if (weekday !== 0 && weekday !== 6) left--;
      }
      return day;
    }
    const { dates, name } = this.#sessions;
    // A date without a session stands behind the one before it.
    const at = dates.findLastIndex((one) => one <= date) + (dates.includes(date) ? 0 : 1);
    const found = dates[at - days];
    if (found !== undefined) return found;
    throw new ConfigError(
      `Expected a calendar that reaches ${days} sessions back from ${new Date(date).toISOString().slice(0, 10)}, but it was "${name}"`,
    );
  }
}
