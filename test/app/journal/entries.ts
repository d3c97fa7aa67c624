import type { EpochEntry, Manifest, NoteEntry, StepEntry } from '../../../engine/loop/journal.ts';

const HASHES = { engine: '11', code: '22', params: '33', config: '44', data: '55' };

export const MANIFEST: Omit<Manifest, 'format'> = {
  session: 'one',
  mode: 'paper',
  created: 1000,
  engine: '0.1.0',
  hashes: HASHES,
  spec: { strategy: 'sma-cross', from: Number.NaN },
  baseDir: '/home/quant',
  instruments: [],
  currencies: ['USD'],
  warmUntil: Number.NEGATIVE_INFINITY,
  broker: 'simulator',
  account: '',
  seed: 7,
  feeds: [{ id: 'X@1m', kind: 'bars', columns: ['openTimes', 'times', 'close'] }],
};

/** A step at `ts` in which one bar closed. */
export const step = (ts: number, parts: Partial<StepEntry> = {}): StepEntry => ({
  kind: 'step',
  ts,
  seenTs: ts + 5,
  moment: 'close',
  opens: [],
  rows: [{ feed: 0, values: [ts - 60_000, ts, 100 + ts / 7] }],
  raised: [],
  inputs: [],
  commands: [],
  ...parts,
});

export const epoch = (ts: number, parts: Partial<EpochEntry> = {}): EpochEntry => ({
  kind: 'epoch',
  ts,
  seenTs: ts,
  why: 'start',
  state: { cash: 10_000 },
  warmUp: [],
  hashes: HASHES,
  ...parts,
});

export const note = (ts: number, parts: Partial<NoteEntry> = {}): NoteEntry => ({
  kind: 'note',
  ts,
  seenTs: ts,
  what: 'late',
  text: 'a bar came late',
  ...parts,
});
