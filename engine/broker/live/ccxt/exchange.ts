/** A market as ccxt lists it. */
export interface ListedMarket {
  readonly symbol: string;
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  readonly settle?: string | undefined;
  readonly spot?: boolean | undefined;
  readonly linear?: boolean | undefined;
  readonly active?: boolean | undefined;
  readonly contractSize?: number | undefined;
  /** Steps, where ccxt's mode is that of ticks. */
  readonly precision: { readonly price?: number | undefined; readonly amount?: number | undefined };
}

/** An order as ccxt says it; `info` is the exchange's own word. */
export interface SaidOrder {
  readonly id?: string | undefined;
  readonly clientOrderId?: string | undefined;
  readonly symbol?: string | undefined;
  readonly side?: string | undefined;
  readonly type?: string | undefined;
  readonly status?: string | undefined;
  readonly price?: number | undefined;
  readonly triggerPrice?: number | undefined;
  readonly amount?: number | undefined;
  readonly filled?: number | undefined;
  readonly average?: number | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly timestamp?: number | undefined;
  readonly lastUpdateTimestamp?: number | undefined;
  readonly lastTradeTimestamp?: number | undefined;
  readonly info: unknown;
}

/** An execution as ccxt says it. */
export interface SaidTrade {
  readonly id?: string | undefined;
  readonly order?: string | undefined;
  readonly symbol?: string | undefined;
  readonly side?: string | undefined;
  readonly price?: number | undefined;
  readonly amount?: number | undefined;
  readonly takerOrMaker?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly fee?: SaidFee | undefined;
  readonly fees?: readonly SaidFee[] | undefined;
  readonly info: unknown;
}

interface SaidFee {
  readonly cost?: number | undefined;
  readonly currency?: string | undefined;
}

/** A position of a contract as ccxt says it. */
export interface SaidPosition {
  readonly symbol?: string | undefined;
  readonly side?: string | undefined;
  readonly contracts?: number | undefined;
  readonly entryPrice?: number | undefined;
  readonly hedged?: boolean | undefined;
}

/** An account's balances as ccxt says them. */
export interface SaidBalance {
  readonly total?: Readonly<Record<string, number | undefined>>;
  readonly info: unknown;
}

/** A connection of ccxt's streams. */
export interface SaidClient {
  readonly url: string;
  readonly connected: Promise<unknown>;
  readonly connection?: Socket | undefined;
  future(messageHash: string): Promise<unknown>;
}

interface Socket {
  readonly readyState: number;
  ping(): void;
  terminate(): void;
  on(event: 'message' | 'ping' | 'pong' | 'close' | 'error', hear: () => void): unknown;
}

/** What is used of an exchange of ccxt. */
export interface CcxtExchange {
  readonly id: string;
  markets: Readonly<Record<string, ListedMarket>> | undefined;
  readonly currencies: unknown;
  clients: Readonly<Record<string, SaidClient>>;
  client(url: string): SaidClient;
  delay(ms: number, method: (...args: unknown[]) => Promise<unknown>, ...args: unknown[]): void;
  loadMarkets(reload?: boolean): Promise<unknown>;
  setMarkets(markets: unknown, currencies?: unknown): unknown;
  createOrder(symbol: string, type: string, side: string, amount: number, price: number | undefined, params: object): Promise<SaidOrder>;
  editOrder(
    id: string | undefined,
    symbol: string,
    type: string,
    side: string,
    amount: number | undefined,
    price: number | undefined,
    params: object,
  ): Promise<SaidOrder>;
  cancelOrder(id: string | undefined, symbol: string, params: object): Promise<unknown>;
  fetchOrder(id: string | undefined, symbol: string, params: object): Promise<SaidOrder>;
  fetchOrders: ListCall<SaidOrder>;
  fetchOpenOrders: ListCall<SaidOrder>;
  fetchClosedOrders: ListCall<SaidOrder>;
  fetchCanceledAndClosedOrders: ListCall<SaidOrder>;
  fetchMyTrades: ListCall<SaidTrade>;
  fetchBalance(params?: object): Promise<SaidBalance>;
  cancelAllOrders(symbol: string | undefined, params: object): Promise<unknown>;
  fetchPositions(symbols?: readonly string[], params?: object): Promise<readonly SaidPosition[]>;
  fetchPositionMode?(symbol: string): Promise<{ readonly hedged?: boolean }>;
  fetchTicker(symbol: string): Promise<{ readonly last?: number | undefined }>;
  fetchTime(): Promise<number | undefined>;
  watchOrders(symbol?: string): Promise<readonly SaidOrder[]>;
  handleMessage(client: SaidClient, message: unknown): void;
  close(): Promise<unknown>;
}

type ListCall<T> = (
  symbol: string | undefined,
  since: number | undefined,
  limit: number | undefined,
  params: object,
) => Promise<readonly T[]>;
