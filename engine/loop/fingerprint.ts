import { FILL_HASHED } from '../portfolio/fill-log.ts';
import { ENTRY_HASHED } from '../portfolio/ledger.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import { DoubleHash } from './double-hash.ts';
import type { FinishedRun } from './parts.ts';
import { hashOfSteps, hashOfValues } from './run-hash.ts';

/** The number of the form: another result hash of the same run needs another. */
const FORM = 2;

/**
 * The `resultHash`: sha256 over orders, fills and equity, and the payments and splits of a run that has any, in a canonical binary form. Numbers are little-endian doubles
 * with -0 as 0 and one NaN, names are ordinals, lists are preceded by their length; no run id, no session name, so the
 * same result has the same hash on every machine. Of equity: how many values, and in hex a hash of the steps of their times and one of
 * themselves, in which what repeats is counted (`RunHash`). `stepsOf` may know the first from another run at the same times.
 */
export function fingerprint({ parts, session, digest }: FinishedRun, stepsOf = hashOfSteps): string {
  const { blotter, account } = session;
  const hash = new DoubleHash();
  hash.add(FORM);
  hash.add(parts.strategies.length);
  hash.add(blotter.length);
  blotter.rows.eachPart((numbers, count) => hash.addPart(numbers, 0, count));
  const { fills } = account;
  hash.add(fills.length);
  for (let row = 0; row < fills.length; row++) hash.addPart(fills.chunk(row), fills.offset(row), FILL_HASHED);
  hash.add(account.curve.length);
  if (digest.hex !== undefined) hash.addText(digest.hex);
  else {
    const { ts, value } = account.curve.columns();
    hash.addText(stepsOf(ts) + hashOfValues(value));
  }
  addBetween(hash, account);
  return hash.digest();
}

/** What happened between fills; nothing at all where nothing did. */
function addBetween(hash: DoubleHash, { ledger: { rows }, splits }: Portfolio): void {
  if (rows.length === 0 && splits.length === 0) return;
  hash.add(rows.length);
  for (let row = 0; row < rows.length; row++) hash.addPart(rows.chunk(row), rows.offset(row), ENTRY_HASHED);
  hash.add(splits.length);
  for (const { ts, instrument, ratio } of splits) for (const value of [ts, instrument, ratio]) hash.add(value);
}
