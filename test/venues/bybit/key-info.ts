/** What a key may do, as its owner has set it up. */
export interface KeyTerms {
  readonly readOnly: 0 | 1;
  readonly permissions: Readonly<Record<string, readonly string[]>>;
  readonly ips: readonly string[];
  readonly deadlineDay: number;
  /** 1 for a unified account. */
  readonly uta: 0 | 1;
}

/** A key that trades contracts and spot, from one address, and moves no money. */
export const TRADING_KEY: KeyTerms = {
  readOnly: 0,
  permissions: {
    ...{ ContractTrade: ['Order', 'Position'], Spot: ['SpotTrade'], Wallet: [], Options: [], Derivatives: ['DerivativesTrade'] },
    ...{ CopyTrading: [], BlockTrade: [], Exchange: ['ExchangeHistory'], NFT: [], Affiliate: [], Earn: [] },
    ...{ FiatP2P: [], FiatBybitPay: [], FiatConvertBroker: [], FiatGlobalPay: [], FiatBitPay: [], BitCard: [], ByXPost: [] },
  },
  ips: ['127.0.0.1'],
  deadlineDay: -2,
  uta: 1,
};

/** `/v5/user/query-api`. */
export const keyInfo = (apiKey: string, { readOnly, permissions, ips, deadlineDay, uta }: KeyTerms): object => ({
  ...{ id: '13770661', note: 'fake', apiKey, readOnly, secret: '', permissions, ips, type: 1, deadlineDay },
  ...{ expiredAt: '1970-01-01T00:00:00Z', createdAt: '2023-10-13T03:20:45Z', unified: 0, uta, userID: 24617703, inviterID: 0 },
  ...{ vipLevel: 'No VIP', mktMakerLevel: '0', affiliateID: 0, rsaPublicKey: '', isMaster: true, parentUid: '0' },
  ...{ kycLevel: 'LEVEL_1', kycRegion: 'MYS', userIDInt64: '24617703', inviterIDInt64: '0', affiliateIDInt64: '0' },
});

/** `/v5/account/info`: unified account 2.0, cross margin unless said otherwise. */
export const accountInfo = (marginMode: string, unifiedMarginStatus: number, dcp: number | undefined): object => ({
  ...{ marginMode, updatedTime: '1697078946000', unifiedMarginStatus, dcpStatus: dcp === undefined ? 'OFF' : 'ON' },
  ...{ timeWindow: dcp ?? 10, smpGroup: 0, isMasterTrader: false, spotHedgingStatus: 'OFF' },
});
