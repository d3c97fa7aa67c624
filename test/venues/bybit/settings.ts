import type { Books } from './account-rows.ts';
import { type Asked, textOf } from './asked.ts';
import { type KeyTerms, TRADING_KEY } from './key-info.ts';
import { listedIn } from './lots.ts';
import { Refusal } from './refusal.ts';

/** What an account is set to, and what a test may set otherwise. */
export class Settings {
  marginMode = 'REGULAR_MARGIN';
  unifiedMarginStatus = 5;
  key: KeyTerms = TRADING_KEY;
  /** Both sides of a position at once; no order of ours fits then. */
  isHedged = false;
  /** Seconds after a disconnection in which everything is cancelled; undefined where nothing is. */
  dcp: number | undefined;
  readonly #leverages = new Map<number, string>();

  leverage = (index: number): string => this.#leverages.get(index) ?? '10';

  /** `/v5/position/set-leverage`. */
  setLeverage(books: Books, asked: Asked): object {
    const { index, category } = listedIn(books.listed, asked);
    if (category === 'spot') throw new Refusal(10001, 'Illegal category');
    const [buy, sell] = [textOf(asked, 'buyLeverage'), textOf(asked, 'sellLeverage')];
    if (buy !== sell) throw new Refusal(10001, 'buy leverage not equal sell leverage');
    if (!(Number(buy) >= 1 && Number(buy) <= 100)) throw new Refusal(10001, 'leverage invalid');
    if (this.leverage(index) === buy) throw new Refusal(110043, 'leverage not modified');
    this.#leverages.set(index, buy);
    return {};
  }

  /** `/v5/position/switch-mode`: 0 one-way, 3 both sides. */
  switchMode(books: Books, asked: Asked): object {
    if (asked['category'] !== 'linear') throw new Refusal(10001, 'Illegal category');
    if (textOf(asked, 'symbol') === '' && textOf(asked, 'coin') === '') throw new Refusal(10001, 'symbol or coin is required');
    const { mode } = asked;
    if (mode !== 0 && mode !== 3) throw new Refusal(10001, 'mode invalid');
    if ((mode === 3) === this.isHedged) throw new Refusal(110025, 'Position mode is not modified');
    if (books.exchange.account.held.some((steps) => steps !== 0))
      throw new Refusal(110024, 'You have an existing position, so the position mode cannot be switched.');
    if (books.exchange.open.length > 0)
      throw new Refusal(110028, 'You have existing open orders, so the position mode cannot be switched.');
    this.isHedged = mode === 3;
    return {};
  }

  /** `/v5/order/disconnected-cancel-all`. */
  setDcp(asked: Asked): undefined {
    const seconds = Number(asked['timeWindow']);
    if (!(seconds >= 3 && seconds <= 300)) throw new Refusal(10001, 'timeWindow invalid');
    this.dcp = seconds;
    return undefined;
  }
}
