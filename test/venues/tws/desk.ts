import type { Wall } from '../../../engine/model/wall.ts';
import type { Candles } from '../bybit/candles.ts';
import type { HostileWorld } from '../hostile/hostile-world.ts';
import type { Listed } from './listed.ts';
import type { Marks } from './marks.ts';
import type { Ticks } from './ticks.ts';

/** What a TWS is set to, and what a test may set otherwise. */
export class Settings {
  /** What it speaks at most. */
  version = 193;
  accounts: readonly string[] = ['DU1234567'];
  /** The box "Read-Only API". */
  isReadOnly = false;
  /** Whether it reaches IB's servers. */
  isOnline = true;
  /** 1 live, 3 delayed: what the account is subscribed to. */
  dataType = 1;
  /** The number that the next order has, unless a client was seen to use a higher one. */
  firstOrderId = 1;
  /** Tick-by-tick subscriptions that are allowed at a time. */
  mostTicks = 5;
}

/** All that requests are answered from. */
export interface Desk {
  readonly world: HostileWorld;
  readonly wall: Wall;
  readonly marks: Marks;
  readonly listed: readonly Listed[];
  readonly candles: readonly Candles[];
  readonly ticks: readonly Ticks[];
  readonly settings: Settings;
  /** Orders that wait in TWS to be transmitted, by client and number. */
  readonly held: Set<string>;
  /** Messages that are unlike the protocol, in words. */
  readonly odd: string[];
  /** When historical data were asked for, and what. */
  readonly history: { readonly ts: number; readonly what: string; readonly isSmall: boolean }[];
  /** The highest number of an order by client. */
  readonly lastIds: Map<number, number>;
}

export const accountOf = ({ settings }: Desk): string => settings.accounts[0]!;

/** The number that a client's next order has to have at least. */
export const nextIdOf = ({ settings, lastIds }: Desk, clientId: number): number =>
  Math.max(settings.firstOrderId, (lastIds.get(clientId) ?? 0) + 1);
