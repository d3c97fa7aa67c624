/** Opening hours on the market's own clock. A time such as `prev 17:00` lies on the day before the session's date. */
export interface Hours {
  readonly open: string;
  readonly close: string;
  /** The break within the session: `12:00-13:00`. */
  readonly rest?: string | undefined;
  /** Trading before the open and after the close as well: `4:00-20:00`; a time in UTC ends in `Z`. */
  readonly extended?: string | undefined;
}

/** Days with hours of their own: what is not said stays as usual. */
export interface Exception extends Partial<Hours> {
  /** Lines that `daysOf` reads. */
  readonly on: readonly string[];
  /** Held on days on which the market is otherwise closed too: a holiday or a weekend. */
  readonly extra?: true;
}

/** A market's calendar as rules and lists, from which its sessions are written out. */
export interface MarketRules {
  readonly name: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** Changes with any correction. */
  readonly version: string;
  readonly zone: string;
  /** The first and the last year in which it is right. */
  readonly years: readonly [from: number, to: number];
  /** Days of the week on which there is a session. */
  readonly week: string;
  /** Usual hours, each from a date on, oldest first. */
  readonly hours: readonly (Hours & { readonly from: string })[];
  /** Days without a session: lines that `daysOf` reads. */
  readonly closed: readonly string[];
  /** Later ones count before earlier ones. */
  readonly exceptions: readonly Exception[];
  /** Where it is known from, and what it leaves out. */
  readonly sources: readonly string[];
}
