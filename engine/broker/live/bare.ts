/** The fields of an order of which no more is known than how it stands. */
export const BARE_ORDER = {
  strategy: 0,
  fraction: undefined,
  trail: undefined,
  offset: undefined,
  tif: 'gtc',
  expiresAt: undefined,
  parent: 0,
  group: 0,
  reduceOnly: false,
  postOnly: false,
  display: undefined,
  words: undefined,
} as const;

/** The fields of a fill that are the same of every one that a venue tells: nothing of it is assumed. */
export const BARE_FILL = {
  orderId: 0,
  fee: 0,
  slippage: 0,
  certainty: 'exact',
  otherPrice: undefined,
  otherExit: undefined,
  tag: undefined,
} as const;
