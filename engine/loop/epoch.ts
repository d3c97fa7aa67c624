import type { OrderEvent } from '../broker/broker.ts';
import type { SavedBlotter } from '../broker/saved-blotter.ts';
import { ConfigError } from '../model/errors.ts';
import { HOUR, isoTime } from '../model/time.ts';
import { restorePortfolio, type SavedPortfolio, savePortfolio } from '../portfolio/saved-portfolio.ts';
import type { Assembly } from './assemble.ts';
import { canonical, parsed } from './canonical.ts';
import type { SavedCloseOuts } from './close-outs.ts';
import { putInPlace } from './put-in-place.ts';
import type { Intent, SavedRouter } from './router.ts';
import type { SavedGuardian } from './saved-guardian.ts';
import type { SavedSums } from './sizing-desk.ts';
import type { SavedTimer } from './timers.ts';

/** The format of what an epoch begins with; one of another version is not read, and its journal is run from its beginning. */
export const EPOCH_VERSION = 4;

/**
 * All that rebuilds a session between two moments but its rows and what its strategies keep to themselves: plain, and the
 * same text for the same session. Rows are counted from the newest that was shown, orders from the first of all.
 */
export interface EpochState {
  readonly version: number;
  /** The time of the newest event; -Infinity before the first. */
  readonly now: number;
  readonly account: SavedPortfolio;
  readonly blotter: SavedBlotter;
  /** How many ids have been given; intents that have not left, events that strategies have not heard. */
  readonly orders: number;
  readonly unsent: readonly Intent[];
  readonly unheard: readonly (readonly OrderEvent[])[];
  readonly router: SavedRouter;
  readonly closeOuts: SavedCloseOuts;
  readonly guardian: SavedGuardian;
  readonly timers: readonly SavedTimer[];
  readonly sizing: SavedSums;
  readonly random: number;
  /** `ctx.state` of each strategy. */
  readonly states: readonly Readonly<Record<string, unknown>>[];
  /** The simulator's; null where orders go to a venue. */
  readonly broker: unknown;
}

/** Orders that have ended are kept for so long: what is still on its way may speak of them. */
const REMEMBERED = HOUR;

/** Writes a session down, after everything of a moment. Throws a ConfigError for a `ctx.state` that is not plain JSON. */
export function saveEpoch(assembly: Assembly): EpochState {
  const { session, router, hosts, desk, random, sim } = assembly;
  const { account, blotter, timers, now } = session;
  const { closeOuts, guardian, orders, unsent } = session.memory;
  // Round trips that somebody has not counted, and the newest one, which its exit may go on to extend.
  const sizing = desk.save();
  const fromTrip = Math.max(Math.min(sizing.first, guardian.firstTrip, account.trips.length - 1), 0);
  const saved = savePortfolio(account, fromTrip);
  const { lots } = saved.trips;
  const trips = saved.trips.newest.flatMap((_, k) => account.trips.ordersOf(fromTrip + k));
  return {
    version: EPOCH_VERSION,
    now,
    account: saved,
    blotter: blotter.save(now - REMEMBERED, [...lots.map(({ orderId }) => orderId), ...trips, ...(sim?.underWay() ?? [])]),
    orders,
    unsent,
    unheard: hosts.map((host) => host.save()),
    router: router.save(),
    closeOuts: closeOuts.save(),
    guardian: guardian.save(),
    timers: timers.save(),
    sizing,
    random: random.save(),
    states: assembly.states.map((state, s) => plainOf(state, hosts[s]!.name)),
    broker: sim?.save() ?? null,
  };
}

/**
 * Makes a session that has been shown the rows before an epoch, its intents refused, what the one was that wrote the epoch
 * down: whatever it has done meanwhile is forgotten. The strategies' own variables stay as the rows have made them.
 */
export function restoreEpoch(assembly: Assembly, state: EpochState): void {
  if (state.version !== EPOCH_VERSION)
    throw new ConfigError(
      `Expected an epoch of format ${EPOCH_VERSION}, but it was "${state.version}": another version of onetape wrote it`,
    );
  const { session, router, hosts, desk, random, sim } = assembly;
  mustFit(state, hosts.length, session.instruments.length);
  const { closeOuts, guardian } = session.memory;
  restorePortfolio(session.account, state.account);
  session.blotter.restore(state.blotter);
  hosts.forEach((host, s) => {
    host.restore(state.unheard[s] ?? []);
  });
  sim?.restore(state.broker);
  router.warming = false;
  router.restore(state.router);
  closeOuts.restore(state.closeOuts);
  guardian.restore(state.guardian);
  session.timers.restore(state.timers);
  desk.restore(state.sizing);
  random.restore(state.random);
  assembly.states.forEach((own, s) => {
    putInPlace(own, plainOf(state.states[s] ?? {}, hosts[s]!.name));
  });
  session.logs.length = session.notices.length = 0;
  session.resume(state.now, state.orders, state.unsent);
}

/** Positions are kept by the numbers of strategies and instruments. */
function mustFit({ states, account }: EpochState, strategies: number, instruments: number): void {
  const [had, traded] = [states.length, account.positions.last.length];
  if (had !== strategies || traded !== instruments)
    throw new ConfigError(
      `Expected an epoch of ${strategies} strategies and ${instruments} instruments, but it was of "${had}" and "${traded}": a session keeps those it began with`,
    );
}

/** The state of a strategy as it is read back: a copy, as a restart will have it. */
function plainOf(state: object, strategy: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = canonical(state);
  } catch (error) {
    const was = error instanceof Error ? (error.message.split('"')[1] ?? error.message) : String(error);
    throw new ConfigError(`Expected ctx.state of strategy "${strategy}" to hold plain JSON values, but it was "${was}"`, { cause: error });
  }
  return parsed(text) as Readonly<Record<string, unknown>>;
}

/** A moment in words, for messages. */
export const momentOf = (ts: number): string => (Number.isFinite(ts) ? isoTime(ts) : 'the beginning');
