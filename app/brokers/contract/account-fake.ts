import type { AccountSnapshot } from '../../../engine/broker/broker.ts';
import { BARE_ORDER } from '../../../engine/broker/live/bare.ts';
import type { Venue } from '../../../engine/broker/live/venue.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { type Instrument, type InstrumentSpec, instrumentOf } from '../../../engine/model/instrument.ts';
import { millis } from '../../../engine/model/time.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { WallClock } from './clock.ts';
import type { Fake, Standing } from './subject.ts';

/** An account at a real venue on which the cases may be played with real orders: a demo or a testnet. */
export interface TestAccount {
  /** Its id, as a snapshot says it; it has to be typed as well, and nothing is traded on another. */
  readonly account: string;
  /** What is traded: the first in most cases, the second, if any, beside it. */
  readonly instruments: readonly (InstrumentSpec & { readonly id: string })[];
  /** The currencies of the account, its own first. */
  readonly currencies: readonly string[];
  /** A quantity of the first that is enough for an order, a whole number of steps. */
  readonly unit: number;
  /** Where the market of the first stands now. */
  readonly market: () => Standing | Promise<Standing>;
  /** Ticks to a price that the market does not come to within some minutes. */
  readonly far: number;
}

/** How long the venue may take to be as it was, milliseconds, and how often it is asked. */
const PATIENCE = 30_000;
const LOOK = 500;

/**
 * A test account as the counterpart of cases: each begins without open orders and with the positions of the first of them. Throws a
 * ConfigError where it is another account than `typed`, and where it has orders of somebody.
 */
export async function accountFake(
  open: (instruments: readonly Instrument[]) => Promise<Venue>,
  { account, instruments, currencies, unit, market }: TestAccount,
  typed: string,
  wall: Wall,
): Promise<() => Promise<Fake>> {
  const all = instruments.map((spec) => instrumentOf(spec.id, spec));
  const clock = new WallClock(wall);
  const first = await (await open(all)).snapshot(millis(wall.now()));
  if (account !== typed || first.account !== typed)
    throw new ConfigError(`Expected the account "${typed}", but the keys are of "${first.account}" and the adapter names "${account}"`);
  const waiting = first.orders.filter(({ status }) => status === 'open').length;
  if (waiting > 0) throw new ConfigError(`Expected an account without open orders, but "${typed}" had ${waiting}`);
  let made = 0;
  return async () => {
    const venue = await open(all);
    const restore = (): Promise<void> => asBefore(venue, all, first, clock, () => `undo${wall.now().toString(36)}x${made++}`);
    await restore();
    return { venue, instruments: all, currencies, unit, market, clock, close: restore };
  };
}

/** Cancels what is open and deals what is held otherwise than at first. */
async function asBefore(
  venue: Venue,
  all: readonly Instrument[],
  first: AccountSnapshot,
  clock: WallClock,
  name: () => string,
): Promise<void> {
  const over = clock.now() + PATIENCE;
  for (;;) {
    const now = await venue.snapshot(clock.now());
    const isOpen = now.orders.some(({ status }) => status === 'open');
    const moved = all.flatMap((instrument, index) => {
      const by = heldIn(now, instrument) - heldIn(first, instrument);
      return Math.abs(by) > instrument.stepSize / 2 ? [{ instrument, index, by }] : [];
    });
    if (!isOpen && moved.length === 0) return;
    if (clock.now() > over) throw new ConfigError(`Expected the test account to be as it was within ${PATIENCE} ms, but it was not`);
    if (isOpen) await venue.cancelAll();
    else for (const { instrument, index, by } of moved) await deal({ venue, clock, clientId: name() }, instrument, index, by);
    await clock.pass(LOOK);
  }
}

const heldIn = ({ positions }: AccountSnapshot, { id }: Instrument): number =>
  positions.find(({ instrument }) => instrument === id)?.qty ?? 0;

/** Closes what is held too much of, and waits until that is done: it must not be dealt twice. */
async function deal(
  { venue, clock, clientId }: { readonly venue: Venue; readonly clock: WallClock; readonly clientId: string },
  instrument: Instrument,
  index: number,
  by: number,
): Promise<void> {
  const qty = Math.abs(by);
  const order = {
    ...BARE_ORDER,
    type: 'market',
    instrument: index,
    side: by > 0 ? 'sell' : 'buy',
    qty,
    price: undefined,
    trigger: undefined,
  } as const;
  await venue.place({ clientId, order, instrument, exits: [] });
  for (let waited = 0; waited < PATIENCE; waited += LOOK) {
    await clock.pass(LOOK);
    const found = await venue.find(clientId, instrument);
    if (found !== undefined && found.status !== 'open') return;
  }
  throw new ConfigError(`Expected order "${clientId}" on the test account to be over within ${PATIENCE} ms, but it was not`);
}
