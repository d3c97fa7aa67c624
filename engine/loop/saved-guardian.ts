import type { Hold } from '../risk/trading-states.ts';
import type { SavedFlattener } from './flattener.ts';

/** What watches an account, written down: restrictions, what breakers remember in their order, and what is being closed. */
export interface SavedGuardian {
  readonly awake: boolean;
  readonly holds: readonly Hold[];
  readonly breakers: readonly (readonly number[])[];
  readonly firstTrip: number;
  readonly flattener: SavedFlattener;
  /** Whose restrictions a notice has told of. */
  readonly noticed: readonly string[];
  /** Strategies of which something has filled, or stayed, that was not counted on. */
  readonly unsure: readonly number[];
}
