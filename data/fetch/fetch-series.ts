import { ConfigError } from '../../engine/model/errors.ts';
import { DAY, isoTime } from '../../engine/model/time.ts';
import { type CheckOptions, type Finding, QualityCheck } from '../quality/check.ts';
import { checkStored, checksOf } from './check-stored.ts';
import { cover, missing, readCursor, type Stretch, writeCursor } from './coverage.ts';
import type { FetchOptions, FetchReport } from './fetch-options.ts';
import { type FetchKind, kindOf } from './kind.ts';
import { MARGIN, settledOf } from './settled.ts';
import type { Listing, Source } from './source.ts';
import { openSource, venueOf } from './sources.ts';

/** Nothing was traded at any of these venues before: where a fetch begins that names no beginning. */
const BEGINNING = Date.UTC(2009, 0, 1);

/**
 * Downloads a series into the store, page by page: the rows and the point reached are one transaction, so a fetch that is cut
 * off at any moment goes on where it was, and one that is done asks for nothing again but the newest row. What is stored is
 * over by the venue's clock and by ours. Throws a ConfigError for what the user can mend, a VenueError for what the venue failed
 * at, a DataError where its numbers contradict each other or the store; aborted, the signal's reason.
 */
export async function fetchSeries(options: FetchOptions): Promise<FetchReport> {
  const { key, store, from, to, refresh = false, now = Date.now } = options;
  const kind = kindOf(key);
  const source = options.source ?? (await open(options));
  const listing = await source.find(key.instrument, options.symbol);
  // A clock of ours that is behind the venue's would call bars closed that are still open by ours.
  const lag = Math.min(0, now() - source.now());
  const begin = from ?? BEGINNING;
  const end = Math.min(to ?? Number.POSITIVE_INFINITY, Math.floor(source.now() + lag));
  if (begin >= end)
    throw new ConfigError(`Expected a stretch of the past that begins before ${isoTime(end)}, but it was "${isoTime(begin)}"`);
  store.setInstrument(key.instrument, { ...store.instrument(key.instrument), ...listing.spec });
  const stretches = missing(refresh || store.info(key) === undefined ? [] : readCursor(store.cursor(key)), begin, end);
  const checks = checksOf(key, listing.spec.calendar, options.policies);
  const job = new Job({ options, kind, source, listing, lag, checks, begin, end });
  let findings: readonly Finding[] = [];
  try {
    for (const stretch of stretches) await job.fetch(stretch);
  } finally {
    findings = finish(options, checks);
  }
  const notes =
    lag < -MARGIN
      ? [`this machine's clock is ${Math.round(-lag / 1000)} s behind that of ${source.venue}: nothing later than it is taken`]
      : [];
  return { key, from: begin, to: end, ...job.tally, findings, notes: [...notes, ...listing.notes, ...job.notes] };
}

/** Leaves the series with what its data are worth, or without a trace where the venue had none. */
function finish({ key, store }: FetchOptions, checks: CheckOptions): readonly Finding[] {
  if (store.info(key)?.rows === 0) store.remove(key);
  return store.info(key) === undefined ? [] : checkStored(store, key, checks);
}

async function open({ key, venue, baseUrl, paced, signal, onWait, retries, firstWait }: FetchOptions): Promise<Source> {
  const patience = {
    signal: signal ?? new AbortController().signal,
    retries: retries ?? 7,
    firstWait: firstWait ?? 500,
    onWait: onWait ?? (() => {}),
  };
  return openSource(venue ?? venueOf(key.instrument), { patience, paced: paced ?? true, ...(baseUrl === undefined ? {} : { baseUrl }) });
}

/** What a fetch works with. */
interface Means {
  readonly options: FetchOptions;
  readonly kind: FetchKind;
  readonly source: Source;
  readonly listing: Listing;
  /** Milliseconds that our clock is behind the venue's, below 0, or 0. */
  readonly lag: number;
  readonly checks: CheckOptions;
  /** The whole stretch asked for. */
  readonly begin: number;
  readonly end: number;
}

/** One fetch at work. */
class Job {
  readonly tally = { added: 0, same: 0, replaced: 0 };
  readonly notes: string[] = [];
  readonly #means: Means;
  #rows = 0;

  constructor(means: Means) {
    this.#means = means;
  }

  /** Fetches and stores what the venue has in [from, to). */
  async fetch([from, to]: Stretch): Promise<void> {
    const { options, kind, source, listing, lag, checks, begin, end } = this.#means;
    const { key, store, refresh = false, progress, signal } = options;
    const check = new QualityCheck(checks);
    let newest: number | undefined;
    for await (const page of kind.pages(source, listing, from, to)) {
      signal?.throwIfAborted();
      const { rows, upTo } = settledOf(page, page.asOf + lag, kind, newest ?? from);
      if (newest === undefined && rows.length > 0) this.#noteFront(from, rows[0]![0]!);
      newest = rows.at(-1)?.[0] ?? newest;
      // Pages follow each other without a gap, so all from the beginning of the stretch is complete.
      const cursor = writeCursor(cover(readCursor(store.cursor(key)), [from, upTo]));
      const stored = store.append(key, check.take(kind.block(rows)), refresh ? 'replace' : 'fail', { cursor });
      this.tally.added += stored.added;
      this.tally.same += stored.same;
      this.tally.replaced += stored.replaced;
      this.#rows += rows.length;
      progress?.({ from: begin, to: end, at: page.upTo, rows: this.#rows });
    }
    check.finish();
    this.#noteEnd(newest === undefined ? from : kind.endOf(newest), to);
  }

  #noteFront(from: number, first: number): void {
    if (first - from > this.#means.kind.longest) this.#note(from, first);
  }

  #noteEnd(from: number, to: number): void {
    if (to - from > DAY + this.#means.kind.longest) this.#note(from, to);
  }

  #note(from: number, to: number): void {
    // Nobody expects anything before a market began.
    if (from === BEGINNING) return;
    this.notes.push(`${this.#means.source.venue} has nothing of ${this.#means.checks.name} from ${isoTime(from)} to ${isoTime(to)}`);
  }
}
