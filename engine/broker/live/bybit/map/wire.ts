/** Where Bybit lists what: each has its own symbols, and an order names it. */
export type Category = 'spot' | 'linear' | 'inverse';

/**
 * What is read of an order: rows of `GET /v5/order/realtime` and `/v5/order/history` (docs/v5/order/open-order), and of the topic
 * `order` (docs/v5/websocket/private/order). Numbers are texts, empty or zero where there is none.
 */
export interface WireOrder {
  readonly category?: string;
  readonly symbol: string;
  readonly orderId: string;
  readonly orderLinkId: string;
  readonly side: string;
  readonly orderType: string;
  readonly price: string | null;
  readonly qty: string;
  readonly orderStatus: string;
  readonly avgPrice: string | null;
  readonly cumExecQty: string;
  readonly cumExecValue: string;
  readonly stopOrderType?: string;
  readonly triggerPrice?: string;
  readonly triggerDirection?: number;
  /** What the market stood at when it was placed; of spot under the second name. */
  readonly lastPriceOnCreated?: string;
  readonly basePrice?: string;
  readonly marketUnit?: string;
  readonly reduceOnly: boolean;
  readonly rejectReason?: string;
  readonly cancelType?: string;
  readonly updatedTime: string;
}

/** What is read of an execution: rows of `GET /v5/execution/list` (docs/v5/order/execution), and of the topic `execution`. */
export interface WireExecution {
  readonly category?: string;
  readonly symbol: string;
  readonly orderId: string;
  readonly orderLinkId: string;
  readonly side: string;
  readonly execId: string;
  readonly execPrice: string;
  readonly execQty: string;
  /** Absent from the topic `execution.fast`. */
  readonly execType?: string;
  readonly execFee?: string;
  readonly feeRate?: string;
  readonly feeCurrency?: string;
  /** What is taken beside it from some accounts; an empty text where nothing is. */
  readonly extraFees?: string | readonly { readonly feeCoin: string; readonly fee: string }[];
  readonly isMaker: boolean;
  readonly execTime: string;
}

/** What is read of a position: rows of `GET /v5/position/list` (docs/v5/position), and of the topic `position`. */
export interface WirePosition {
  readonly symbol: string;
  /** 0 in one-way mode, 1 and 2 the sides of hedge mode. */
  readonly positionIdx: number;
  readonly side: string;
  readonly size: string;
  /** Under the second name in the stream. */
  readonly avgPrice?: string;
  readonly entryPrice?: string;
}

/** What is read of an entry of `GET /v5/account/transaction-log` (docs/v5/account/transaction-log). */
export interface WireTransaction {
  /** Absent from entries of some ages. */
  readonly id?: string;
  readonly tradeId: string;
  readonly symbol: string;
  readonly currency: string;
  readonly type: string;
  readonly funding?: string;
  /** What the balance has changed by: cash flow and funding less the fee. */
  readonly change: string;
  readonly transactionTime: string | number;
}

/** What is read of an account: `GET /v5/account/wallet-balance`, and the topic `wallet`. */
export interface WireWallet {
  readonly accountType?: string;
  readonly coin: readonly { readonly coin: string; readonly walletBalance: string; readonly spotBorrow?: string }[];
}

/** What is read of an instrument: `GET /v5/market/instruments-info`. */
export interface WireInstrument {
  readonly symbol: string;
  readonly status: string;
  readonly baseCoin: string;
  readonly quoteCoin: string;
  readonly settleCoin?: string;
  readonly priceFilter: { readonly tickSize: string };
  readonly lotSizeFilter: { readonly qtyStep?: string; readonly basePrecision?: string };
}

/** What is read of an API key: `GET /v5/user/query-api` (docs/v5/user/apikey-info). */
export interface WireKey {
  readonly readOnly: number;
  readonly permissions: Readonly<Record<string, readonly string[] | undefined>>;
  readonly ips?: readonly string[];
  readonly deadlineDay?: number;
  readonly uta?: number;
  readonly userID: number | string;
}
