import { ConfigError } from '../../../model/errors.ts';
import type { Instrument } from '../../../model/instrument.ts';
import type { OrderRequest } from '../../../model/order.ts';
import { type Millis, millis } from '../../../model/time.ts';
import type { AccountSnapshot, VenueOrder } from '../../broker.ts';
import { isReached } from '../bybit/map/request.ts';
import { type Change, type Venue, VenueFault, type VenueNews, type VenueRequest } from '../venue.ts';
import { type CallParts, Calls, type Opened } from './calls.ts';
import { cancelAll } from './cancel-all.ts';
import type { Certified, Target } from './certified/row.ts';
import { checkAccount } from './checks.ts';
import type { Market } from './markets.ts';
import { Placed } from './placed.ts';
import { poll } from './poll.ts';
import { UnifiedReader } from './read/unified.ts';
import { newSending } from './sender.ts';
import { listen } from './streams.ts';
import { refuseUncertified, wantedOf } from './terms.ts';

/** What the adapter is made with: `reach` makes another exchange of ccxt for each opening of its streams. */
export interface CcxtOptions extends Omit<CallParts, 'reader'> {
  /** The account's name, as most exchanges do not say one. */
  readonly account: string;
  /** Whether what the key may do is asked for: places where orders cost nothing do not answer that. */
  readonly checksKey: boolean;
}

/**
 * An exchange of ccxt that is certified: orders go by REST, once and only as the row of the exchange says they are to leave, and come
 * back by ccxt's streams where the row has a reader of their messages, else by looking at the account.
 */
export class CcxtVenue implements Venue {
  readonly name: string;
  readonly supports: Venue['supports'];
  readonly limits: Venue['limits'];
  readonly costs: NonNullable<Venue['costs']>;
  readonly #options: CcxtOptions & CallParts;
  readonly #row: Certified;
  readonly #calls: Calls;
  readonly #placed = new Placed();
  #wasChecked = false;
  #opening: AbortController | undefined;
  #hangUp: () => void = () => {};

  /** Throws a ConfigError for contracts that are not the row's. */
  constructor(options: CcxtOptions) {
    const { row, instruments } = options;
    for (const { id, contract } of instruments)
      if (contract !== row.contract)
        throw new ConfigError(`Expected the contract of "${id}" to be "${row.contract}" at ${row.name}, but it was "${contract}"`);
    this.#options = { ...options, reader: row.reader?.() ?? new UnifiedReader(row) };
    this.#row = row;
    this.name = row.name;
    this.supports = row.supports;
    this.limits = row.limits;
    this.costs = row.costs ?? {};
    this.#calls = new Calls(this.#options);
  }

  async open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    await this.close();
    this.#calls.sender.release(true);
    this.#calls.renew();
    const opening = new AbortController();
    this.#opening = opening;
    const callOff = (): void => opening.abort();
    signal.addEventListener('abort', callOff, { once: true });
    if (signal.aborted) callOff();
    try {
      const opened = await this.#calls.open();
      await this.#check(opened, hear);
      opening.signal.throwIfAborted();
      const hangUp = await this.#listen(opened, hear, opening.signal);
      if (opening.signal.aborted) hangUp();
      opening.signal.throwIfAborted();
      this.#hangUp = hangUp;
    } catch (error) {
      if (opening.signal.aborted) throw new VenueFault('not-sent', 'it was called off');
      throw error;
    } finally {
      signal.removeEventListener('abort', callOff);
    }
  }

  async close(): Promise<void> {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#hangUp();
    this.#hangUp = () => {};
    this.#calls.sender.release();
  }

  async place({ clientId, order, instrument }: VenueRequest): Promise<void> {
    refuseUncertified(this.#row, order);
    const market = await this.#marketOf(instrument);
    const stands = order.trigger !== undefined && isReached(order, await this.#lastOf(market));
    const wanted = wantedOf(this.#row, clientId, stands ? { ...order, trigger: undefined } : order, market);
    const ask = this.#row.place(wanted);
    this.#placed.begin(clientId, wanted.trigger !== undefined);
    const type = wanted.price === undefined ? 'market' : 'limit';
    const said = await this.#calls.write(ask, (exchange) =>
      exchange.createOrder(market.symbol, type, order.side, Number(wanted.qty), asNumber(wanted.price), ask.params),
    );
    // An answer that names no order is none.
    if (said.id === undefined || said.id === '') throw new VenueFault('unknown', 'the answer names no order');
    if (wanted.trigger === undefined) this.#placed.note(clientId, said.id);
  }

  async amend(clientId: string, order: OrderRequest, instrument: Instrument, change: Change): Promise<void> {
    const market = await this.#marketOf(instrument);
    const { amend } = this.#row;
    if (amend === undefined) throw new VenueFault('refused', 'orders cannot be changed here');
    const terms = { ...order, qty: change.qty ?? order.qty, price: change.price ?? order.price, trigger: change.trigger ?? order.trigger };
    const wanted = wantedOf(this.#row, clientId, terms, market);
    const changes = { qty: change.qty !== undefined, price: change.price !== undefined, trigger: change.trigger !== undefined };
    const ask = amend(this.#targetOf(clientId, order, market), wanted, changes);
    const { fields } = ask.leaves;
    const qty = changes.qty || 'quantity' in fields ? Number(wanted.qty) : undefined;
    const price = changes.price || 'price' in fields ? asNumber(wanted.price) : undefined;
    const type = wanted.price === undefined ? 'market' : 'limit';
    await this.#calls.write(ask, (exchange) => exchange.editOrder(ask.id, market.symbol, type, order.side, qty, price, ask.params));
  }

  async cancel(clientId: string, order: OrderRequest, instrument: Instrument): Promise<void> {
    const market = await this.#marketOf(instrument);
    const target = this.#targetOf(clientId, order, market);
    // It may wait still, or be an order that has come of what waited.
    const ways = order.trigger === undefined || this.#placed.of(clientId).waits === false ? [false] : [true, false];
    for (const [k, waits] of ways.entries()) {
      try {
        const ask = this.#row.cancel({ ...target, waits });
        await this.#calls.write(ask, (exchange) => exchange.cancelOrder(ask.id, market.symbol, ask.params));
        return;
      } catch (error) {
        if (k === ways.length - 1 || !(error instanceof VenueFault && error.kind === 'not-found')) throw error;
      }
    }
  }

  cancelAll(): Promise<void> {
    return cancelAll(this.#row, this.#calls);
  }

  async find(clientId: string, instrument: Instrument): Promise<VenueOrder | undefined> {
    const { read, markets } = await this.#calls.open();
    const { venueId, waits = false } = this.#placed.of(clientId);
    const target: Target = { clientId: this.#row.toId(clientId), venueId, market: markets.of(instrument), side: 'buy', waits };
    const order = await read.find(instrument, this.#row.find(target), clientId);
    if (order !== undefined) this.#placed.learn(order);
    return order;
  }

  async snapshot(since: Millis): Promise<AccountSnapshot> {
    const opened = await this.#calls.open();
    await this.#check(opened, () => {});
    const snapshot = await opened.read.snapshot(this.#options.account, since);
    for (const order of snapshot.orders) this.#placed.learn(order);
    return snapshot;
  }

  async time(): Promise<Millis> {
    const { value } = await this.#calls.read((exchange) => exchange.fetchTime());
    if (value === undefined) throw new VenueFault('unknown', 'the exchange does not say its time');
    return millis(value);
  }

  /** What has to hold is asked for once. */
  async #check({ markets }: Opened, hear: (news: VenueNews) => void): Promise<void> {
    if (this.#wasChecked) return;
    const { row, checksKey } = this.#options;
    for (const text of await checkAccount(row, markets, this.#calls.read, checksKey)) hear({ kind: 'note', what: 'key', text });
    this.#wasChecked = true;
  }

  async #listen({ exchange: rest, markets, read }: Opened, tell: (news: VenueNews) => void, signal: AbortSignal): Promise<() => void> {
    const { wall, reach, reader, row, account } = this.#options;
    const hear = (news: VenueNews): void => {
      if (news.kind === 'order') this.#placed.learn(news.order);
      tell(news);
    };
    if (row.reader === undefined) return poll((since) => read.snapshot(account, since), { wall, name: row.name, hear });
    const exchange = await reach(this.#calls.sender);
    exchange.setMarkets(rest.markets, rest.currencies);
    return this.#calls.sender.run(newSending(undefined), () => listen({ exchange, row, reader, markets, wall, hear, signal }));
  }

  #targetOf(clientId: string, { side, trigger }: OrderRequest, market: Market): Target {
    const { venueId, waits = trigger !== undefined } = this.#placed.of(clientId);
    return { clientId: this.#row.toId(clientId), venueId, market, side, waits };
  }

  /** Where the market stands: a trigger that it has reached would be refused. */
  async #lastOf({ symbol }: Market): Promise<number> {
    try {
      const { value } = await this.#calls.read((exchange) => exchange.fetchTicker(symbol));
      if (value.last !== undefined && value.last > 0) return value.last;
    } catch (error) {
      if (error instanceof VenueFault && error.kind === 'busy') throw error;
    }
    throw new VenueFault('not-sent', `where ${symbol} stands could not be asked, and so not whether its trigger is reached`);
  }

  async #marketOf(instrument: Instrument): Promise<Market> {
    return (await this.#calls.open()).markets.of(instrument);
  }
}

const asNumber = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
