/** A case in which the other engine's rule is one we refuse: why, and the bar (from 0) up to which all agrees. */
interface Exception {
  readonly because: string;
  readonly until: number;
}

/** The written list: genuine disagreements of rule, each looked into. */
export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'bp08-eurusd-stop-limit': {
    because:
      'a stop-limit whose bar opens beyond its trigger fills there at the trigger, a price the market had left (on bar 4934 it sells above the high of the bar); here it fills at the open, or at its limit when the price comes back',
    until: 180,
  },
  'bp11-goog-fifo': {
    because:
      'whether an order may open at the open of a bar is decided there with the close of that bar; here with its open, and the short of bar 1618 is more than the margin allows',
    until: 1618,
  },
};

/** Cases that are known to agree: no feature or rule excuses them any more. */
export const AGREED: ReadonlySet<string> = new Set([
  'bp01-goog-sma-flip',
  'bp03-btcusd-sma-flip',
  'bp05-goog-limit-bracket',
  'bp09-goog-trade-on-close-partial',
  'bp14-eurusd-meanrev-leverage-toc',
  'bp15-btcusd-fractional-sma-longflat',
  'bt01-index-sma-percent',
  'bt03-nvda-sma-reverse',
  'bt04-index-bracket-limit',
  'bt06-orcl-stoptrail',
  'bt09-nvda-stoplimit-breakout',
  'bt10-nvda-volume-filler',
  'bt12-index-stop-entry-oco-exits',
  'bt15-index-close-orders',
  'bt17-portfolio-rebalance',
]);
