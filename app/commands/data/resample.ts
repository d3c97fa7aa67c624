import { randomUUID } from 'node:crypto';
import type { Block } from '../../../data/block.ts';
import { blocksOf } from '../../../data/export/series-rows.ts';
import { type SeriesKey, seriesText } from '../../../data/series-key.ts';
import type { BarTransform } from '../../../data/transform/bar-transform.ts';
import { LongerBars } from '../../../data/transform/longer-bars.ts';
import { QuoteBars } from '../../../data/transform/quote-bars.ts';
import { type Measure, ThresholdBars } from '../../../data/transform/threshold-bars.ts';
import { TradeBars } from '../../../data/transform/trade-bars.ts';
import type { SessionTable } from '../../../engine/model/calendar.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { calendarFor, keyIn, withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { momentOf, wordOf } from '../../read-flags.ts';

/** `onetape data resample SERIES TARGET`: bars of bars, trades or quotes of the store, into the store. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const target = String(args['second']);
  await withStore(args, io, 'write', async (store) => {
    const from = keyIn(store, String(args['first']));
    const sessions = await calendarFor(store, from.instrument);
    const side = wordOf(args, 'price', ['bid', 'ask', 'mid']) ?? 'mid';
    const price = from.kind === 'quotes' ? side : from.price;
    const multiplier = store.instrument(from.instrument)?.multiplier ?? 1;
    const transform = transformOf(from, target, side, sessions, args['extended'] === true, multiplier);
    const to: SeriesKey = { instrument: from.instrument, kind: 'bars', timeframe: target, price };
    // Nobody goes on with it after a crash: what it is made of lies in the store and is quickly made again.
    const staging = store.import(to, { source: seriesText(from), identity: randomUUID() });
    try {
      const source = store.source(from, momentOf(args, 'from'), momentOf(args, 'to', true));
      const write = (block: Block): void => {
        if (block.rows > 0) staging.write(block);
      };
      for (const block of blocksOf(source, source.columns)) write(transform.take(block));
      write(transform.finish());
      const { added, same, replaced } = staging.commit(wordOf(args, 'on-conflict', ['fail', 'replace', 'keep']) ?? 'fail');
      const counts = `${(added + replaced).toLocaleString('en')} bars${same > 0 ? `, ${same.toLocaleString('en')} already there` : ''}`;
      if (args['quiet'] !== true) io.stdout.write(`${seriesText(to)}  ${counts}, made of ${seriesText(from)}\n`);
    } catch (error) {
      staging.abort();
      throw error;
    }
  });
  return 0;
}

function transformOf(
  { kind, timeframe, instrument }: SeriesKey,
  target: string,
  price: 'bid' | 'ask' | 'mid',
  sessions: SessionTable | undefined,
  extended: boolean,
  multiplier: number,
): BarTransform {
  const measured = /^([1-9]\d*)(tick|volume|dollar)$/.exec(target);
  if (measured !== null) {
    if (kind !== 'trades')
      throw new ConfigError(
        `Expected trades to make bars of "${target}", but it was "${instrument}@${kind === 'bars' ? timeframe : kind}"`,
      );
    return new ThresholdBars({ per: measured[2] as Measure, threshold: Number(measured[1]), multiplier });
  }
  const parsed = parseTimeframe(target);
  if (parsed === undefined)
    throw new ConfigError(`Expected a timeframe such as 1h, or 100tick, 5000volume, 1000000dollar of trades, but it was "${target}"`);
  const options = { timeframe: target, extended, ...(sessions !== undefined && { sessions }) };
  if (kind === 'bars') return new LongerBars(instrument, options);
  if (kind === 'trades') return new TradeBars(options);
  if (kind === 'quotes') return new QuoteBars({ price, ...options });
  throw new ConfigError(`Expected bars, trades or quotes to make bars of, but it was "${instrument}@${kind}"`);
}
