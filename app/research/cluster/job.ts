import type { Task, TrialRecord } from '../trial-record.ts';

/** Some trials, as they wait for a worker. */
export interface TrialJob {
  readonly sweep: string;
  /** The hash of the work they belong to. */
  readonly work: string;
  readonly tasks: readonly Task[];
}

/** What they came to, as a text: NaN is null. */
export const written = (records: readonly TrialRecord[]): string =>
  JSON.stringify(
    records.map(({ returns, ...rest }) => ({
      ...rest,
      returns: Buffer.from(returns.buffer, returns.byteOffset, returns.byteLength).toString('base64'),
    })),
  );

/** Reads that text again. */
export function readRecords(text: string): TrialRecord[] {
  const records = JSON.parse(text) as (Omit<TrialRecord, 'returns' | 'metrics' | 'perYear'> & {
    readonly returns: string;
    readonly metrics: Readonly<Record<string, number | null>>;
    readonly perYear: number | null;
  })[];
  return records.map(({ returns, metrics, perYear, ...rest }) => ({
    ...rest,
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value ?? Number.NaN])),
    returns: new Float32Array(new Uint8Array(Buffer.from(returns, 'base64')).buffer),
    perYear: perYear ?? Number.NaN,
  }));
}
