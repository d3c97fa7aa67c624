import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { localToUtc, type Zone, zoneNames, zoneOf } from '../../calendar/zone.ts';

/** Finds the zone a user names; throws a ConfigError where there is none of that name. */
export function zoneNamed(name: string): Zone {
  const zone = zoneOf(name);
  if (zone !== undefined) return zone;
  const tail = name.toLowerCase().split('/').at(-1)!;
  const near = zoneNames().find((one) => one.toLowerCase().split('/').at(-1) === tail);
  const hint = near === undefined ? '' : ` (${near} is known)`;
  throw new ConfigError(
    `Expected timezone to be UTC, a fixed offset such as +02:00 or a zone such as America/New_York, but it was "${name}"${hint}`,
  );
}

/**
 * Turns what the clocks of a zone show, row after row, into UTC. An hour that clocks show twice is the first one until the
 * rows go back within it, and the second from there on; where they never go back nobody can tell, and that is an error.
 */
export class LocalClock {
  readonly zone: Zone;
  readonly #newestFirst: boolean;
  readonly #place: (line: number) => string;
  /** Local times of this range stand `#east` of UTC, and clocks show each of them once. */
  #from = 0;
  #to = 0;
  #east = 0;
  /** Within an hour shown twice: the local time before, and the line of the first row whose turn is not yet proven. */
  #before = Number.NaN;
  #unproven = 0;
  #unprovenText = '';
  #isSecondTurn = false;
  /** Whether rows of one time may follow each other: then an equal time does not prove the second turn. */
  readonly #mayRepeat: boolean;

  constructor(zone: Zone, place: (line: number) => string, { newestFirst = false, mayRepeat = false } = {}) {
    this.zone = zone;
    this.#place = place;
    this.#newestFirst = newestFirst;
    this.#mayRepeat = mayRepeat;
  }

  /** The UTC of a local time; throws a DataError for one that clocks never showed. */
  toUtc(local: number, line: number): number {
    if (local >= this.#from && local < this.#to) return local - this.#east;
    const { utc, kind, later } = localToUtc(this.zone, local);
    if (kind === 'missing') {
      const message = `Expected a time that the clocks of ${this.zone.name} showed, but it was "${textOf(local)}", which they skipped`;
      throw new DataError(message, { place: this.#place(line) });
    }
    if (kind === 'ambiguous') return this.#twice(local, utc, later ?? utc, line);
    this.finish();
    this.#keep(local - utc, utc);
    return utc;
  }

  /** Throws a DataError where rows of an hour that clocks show twice are left of which nobody can tell the turn. */
  finish(): void {
    this.#before = Number.NaN;
    this.#isSecondTurn = false;
    if (this.#unproven === 0) return;
    throw new DataError(
      `Expected rows that show both turns of an hour that the clocks of ${this.zone.name} show twice, or a zone without that, but it was "${this.#unprovenText}" once`,
      { place: this.#place(this.#unproven) },
    );
  }

  #twice(local: number, first: number, second: number, line: number): number {
    const [early, late] = this.#newestFirst ? [second, first] : [first, second];
    const step = (local - this.#before) * (this.#newestFirst ? -1 : 1);
    this.#before = local;
    if (!this.#isSecondTurn && (step < 0 || (step === 0 && !this.#mayRepeat))) {
      this.#isSecondTurn = true;
      this.#unproven = 0;
    } else if (!this.#isSecondTurn && this.#unproven === 0) {
      this.#unproven = line;
      this.#unprovenText = textOf(local);
    }
    return this.#isSecondTurn ? late : early;
  }

  /** Notes the range of local times around a moment in which the offset does not change. */
  #keep(east: number, utc: number): void {
    const { at, offsets, from, until } = this.zone;
    let k = 0;
    while (k < at.length && at[k]! <= utc) k++;
    this.#east = east;
    this.#from = k === 0 ? from + east : at[k - 1]! + Math.max(offsets[k - 1]!, east);
    this.#to = k === at.length ? until + east : at[k]! + Math.min(offsets[k + 1]!, east);
  }
}

const textOf = (local: number): string => new Date(local).toISOString().slice(0, 19).replace('T', ' ');
