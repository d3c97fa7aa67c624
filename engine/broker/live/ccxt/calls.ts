import type { Instrument } from '../../../model/instrument.ts';
import type { Wall } from '../../../model/wall.ts';
import { VenueFault } from '../venue.ts';
import { AccountRead, type AskOnce } from './account-read.ts';
import type { Ask, Certified } from './certified/row.ts';
import type { CcxtExchange, ListedMarket } from './exchange.ts';
import { faultOf } from './fault.ts';
import { Markets } from './markets.ts';
import type { Reader } from './read/reader.ts';
import { newSending, Sender, type Sending } from './sender.ts';

/** The exchange as it is asked, with its markets. */
export interface Opened {
  readonly exchange: CcxtExchange;
  readonly markets: Markets;
  readonly read: AccountRead;
  readonly listed: readonly ListedMarket[];
}

/** What calls are made with. */
export interface CallParts {
  readonly row: Certified;
  readonly instruments: readonly Instrument[];
  readonly wall: Wall;
  readonly reader: Reader;
  /** Makes the exchange of ccxt, whose requests go through `sender`. */
  readonly reach: (sender: Sender) => Promise<CcxtExchange>;
}

/** Calls of ccxt: what comes of each is a value or a VenueFault, and a write leaves once and as it was meant. */
export class Calls {
  readonly sender: Sender;
  readonly #parts: CallParts;
  #opened: Promise<Opened> | undefined;
  #isOpen = false;

  constructor(parts: CallParts) {
    const { row, wall } = parts;
    this.#parts = parts;
    const queue = row.inSequence === true ? wall : undefined;
    this.sender = new Sender(row.signing, (path) => row.asks?.test(path) === true, queue);
  }

  /** The exchange, its markets loaded: once. */
  open(): Promise<Opened> {
    if (this.#opened !== undefined) return this.#opened;
    const opened = this.#open();
    this.#opened = opened;
    opened.then(
      () => {
        this.#isOpen = true;
      },
      () => {
        if (this.#opened === opened) this.#opened = undefined;
      },
    );
    return opened;
  }

  /** What was asked for to open it and never answered is not waited for any more. */
  renew(): void {
    if (!this.#isOpen) this.#opened = undefined;
  }

  /** Calls ccxt for the one request that `ask` lets leave. */
  async write<T>(ask: Ask, call: (exchange: CcxtExchange) => Promise<T>): Promise<T> {
    const { exchange } = await this.open();
    return (await this.#send(exchange, newSending(ask.leaves), call, true)).value;
  }

  read: AskOnce = async (call) => {
    const { exchange } = await this.open();
    return this.#send(exchange, newSending(undefined), call, false);
  };

  async #send<T>(exchange: CcxtExchange, sending: Sending, call: (exchange: CcxtExchange) => Promise<T>, isWrite: boolean) {
    try {
      return { value: await this.sender.run(sending, () => call(exchange)), date: sending.date };
    } catch (thrown) {
      throw faultOf(thrown, sending, this.#parts.row, isWrite);
    }
  }

  async #open(): Promise<Opened> {
    const { row, instruments, wall, reader, reach } = this.#parts;
    const exchange = await reach(this.sender);
    await this.#send(exchange, newSending(undefined), (one) => one.loadMarkets(), false);
    const listed = exchange.markets ?? {};
    let markets: Markets;
    try {
      markets = new Markets(instruments, listed, row);
    } catch (error) {
      throw new VenueFault('auth', (error as Error).message, { cause: error });
    }
    const read = new AccountRead(row, markets, reader, this.read, () => wall.now());
    return { exchange, markets, read, listed: Object.values(listed) };
  }
}
