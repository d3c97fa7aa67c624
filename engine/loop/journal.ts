import type { Command } from '../broker/broker.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderType, TimeInForce } from '../model/order.ts';
import type { Input } from './order-of-events.ts';

/** A row that a series has shown: its values in the order of the columns of its kind. */
export interface TapeRow {
  /** The number of the series in declared order. */
  readonly feed: number;
  readonly values: readonly number[];
}

/** One step as it was taken: all that entered it, and all that it made leave. */
export interface StepEntry {
  readonly kind: 'step';
  /** Market time, milliseconds UTC. */
  readonly ts: number;
  /** When it reached us. */
  readonly seenTs: number;
  readonly moment: 'open' | 'close';
  /** Bars that have begun since the step before: open time, expected end, open. */
  readonly opens: readonly TapeRow[];
  /** Rows that are shown at a close; empty where only time passes. */
  readonly rows: readonly TapeRow[];
  /** The feeds whose opens are met by orders, at an open. */
  readonly raised: readonly number[];
  /** What people and the broker said. */
  readonly inputs: readonly Input[];
  readonly commands: readonly Command[];
}

/** What is worth knowing and changes nothing: a bar that is late, missing or corrected, an alarm, a connection. */
export interface NoteEntry {
  readonly kind: 'note';
  readonly ts: number;
  readonly seenTs: number;
  /** Such as `late`, `missing`, `corrected`, `out-of-order`, `connection`, `drift`, `alert`. */
  readonly what: string;
  readonly text: string;
  readonly row?: TapeRow;
}

/** What a person decided with open eyes: going on with changed code, adopting foreign orders, overriding a gate. */
export interface DecisionEntry {
  readonly kind: 'decision';
  readonly ts: number;
  readonly seenTs: number;
  readonly what: string;
  readonly text: string;
}

/** A new epoch begins: all that rebuilds the session without what came before. */
export interface EpochEntry {
  readonly kind: 'epoch';
  readonly ts: number;
  readonly seenTs: number;
  /** Why: `start`, `daily`, `upgrade`, `command`. */
  readonly why: string;
  /** Plain JSON; see epoch.ts. */
  readonly state: unknown;
  /** The rows that indicators need before the first one that counts, oldest first. */
  readonly warmUp: readonly TapeRow[];
  /** What was done by here under this code, those parameters and that engine. */
  readonly hashes: Hashes;
}

export type Entry = StepEntry | NoteEntry | DecisionEntry | EpochEntry;

/** What decides what a session does, each as sha256 in hex. */
export interface Hashes {
  readonly engine: string;
  readonly code: string;
  readonly params: string;
  readonly config: string;
  /** The history a session warms up on. */
  readonly data: string;
}

/** What a session is, written down once when it begins. */
export interface Manifest {
  /** The version of the journal's format. */
  readonly format: number;
  readonly session: string;
  readonly mode: 'paper' | 'live';
  /** Milliseconds UTC. */
  readonly created: number;
  readonly engine: string;
  readonly hashes: Hashes;
  /** The run specification, defaults written out. */
  readonly spec: unknown;
  /** The folder that its relative paths are relative to. */
  readonly baseDir: string;
  /** Up to when handlers run and intents are refused; -Infinity for never. */
  readonly warmUntil: number;
  /** The speed at which a tape is played; absent where data come live. */
  readonly tape?: number;
  readonly broker: string;
  /** What the venue can do, as it was when the session began; absent where the simulator fills. */
  readonly supports?: {
    readonly types: readonly OrderType[];
    readonly tifs: readonly TimeInForce[];
    readonly contingent: 'native' | 'emulated';
  };
  /** Whether somebody consented to exits that this process holds where the venue does not; absent where nobody did. */
  readonly emulateExits?: boolean;
  /** What is traded, in the order of its small integers, and the currencies of the account, its own first: what its broker is opened with. */
  readonly instruments: readonly Instrument[];
  readonly currencies: readonly string[];
  /** The venue's id of the account; empty for paper. */
  readonly account: string;
  readonly seed: number;
  /** Series in declared order: id, kind and the names of the columns, and what it is to the run: a role, or data beside one (`asset.quotes`). */
  readonly feeds: readonly { readonly id: string; readonly kind: string; readonly columns: readonly string[]; readonly role?: string }[];
}

/** The write-ahead log of a session. */
export interface Journal {
  /**
   * Appends entries in one transaction: when it returns, they survive a crash. Throws where they cannot be kept (a full disk),
   * and then none of them is.
   */
  append(entries: readonly Entry[]): void;
}

/** A journal as it is read back. */
export interface JournalReader {
  readonly manifest: Manifest;
  /** Entries from the beginning of the newest epoch (or `epoch`, from 0), in order. Throws a DataError where the chain is broken. */
  entries(epoch?: number): Iterable<Entry>;
  readonly epochs: number;
}
