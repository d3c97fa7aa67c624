import type { OrderType, TimeInForce } from '../../../engine/model/order.ts';
import type { Stage, Trouble } from './subject.ts';
import type { Trial } from './trial.ts';

/** What a case needs of a stage: why it cannot be played there, undefined where it can. */
export type Need = (stage: Stage) => string | undefined;

/** One thing that every broker does. */
export interface ContractCase {
  /** Such as `ORD-07`; never given to another case. */
  readonly id: string;
  /** What it does, in a sentence. */
  readonly says: string;
  readonly needs: readonly Need[];
  /** Asks for consent to exits that are held by us; given where nothing is said. */
  readonly emulateExits?: boolean;
  /** It connects by itself. */
  readonly isCold?: boolean;
  /** Throws a Breach where the broker does something else. */
  readonly play: (trial: Trial) => Promise<void>;
}

/** Makes a case. */
export const contractCase = (
  id: string,
  says: string,
  needs: readonly Need[],
  play: ContractCase['play'],
  more: Pick<ContractCase, 'emulateExits' | 'isCold'> = {},
): ContractCase => ({ id, says, needs, play, ...more });

/** It has orders of these types. */
export const types =
  (...wanted: readonly OrderType[]): Need =>
  ({ supports }) => {
    const missing = wanted.find((type) => !supports.types.has(type));
    return missing === undefined ? undefined : `it has no order of type "${missing}"`;
  };

/** It has this time in force. */
export const tif =
  (wanted: TimeInForce): Need =>
  ({ supports }) =>
    supports.tifs.has(wanted) ? undefined : `it has no time in force "${wanted}"`;

export const movable: Need = ({ move }) => (move === undefined ? 'its market cannot be moved' : undefined);

/** Its time is turned by hand, so that hours pass at once. */
export const turned: Need = ({ clock }) => (clock.isReal === true ? 'its time cannot be turned, and hours are too long' : undefined);

export const live: Need = (stage) => (stage.live === undefined ? 'it is no broker on the other side of a network' : undefined);

export const truthful: Need = ({ truth }) => (truth === undefined ? 'nobody can look at what the venue has' : undefined);

export const restartable: Need = ({ restart }) => (restart === undefined ? 'no other process can come to its account' : undefined);

/** What lies between it and the venue can be touched: it is an adapter of a `Venue`. */
export const touchable: Need = ({ line }) => (line === undefined ? 'nothing lies between it and a venue that could be touched' : undefined);

/** These things can go wrong with its requests. */
export const trouble =
  (...wanted: readonly Trouble[]): Need =>
  (stage) => {
    if (stage.line === undefined) return touchable(stage);
    const missing = wanted.find((one) => !stage.line!.troubles.has(one));
    return missing === undefined ? undefined : `"${missing}" cannot be brought about`;
  };

/** It changes orders that are open. */
export const amends: Need = ({ supports }) => (supports.amend === 'none' ? 'it changes no orders' : undefined);

/** It sees to it that a reduce-only order opens nothing. */
export const reduces: Need = ({ supports }) => (supports.reduceOnly === false ? 'it has no reduce-only orders' : undefined);

/** Two exits of the same units can wait there. */
export const pairs: Need = ({ supports, instruments }) =>
  supports.setsAside !== undefined && instruments[0]?.contract === 'spot'
    ? 'it sets aside what is to be sold, and takes no two exits of it'
    : undefined;

export const posts: Need = ({ supports }) => (supports.postOnly === false ? 'it has no post-only orders' : undefined);

export const twoInstruments: Need = ({ instruments }) => (instruments.length < 2 ? 'it has only one instrument' : undefined);

/** It is one of a shape, such as a venue that changes no orders. */
export const where =
  (holds: (stage: Stage) => boolean, why: string): Need =>
  (stage) =>
    holds(stage) ? undefined : why;
