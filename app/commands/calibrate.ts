import { basename, dirname, join } from 'node:path';
import type { Delays, Estimate } from '../../engine/analysis/estimate.ts';
import { quantile } from '../../engine/analysis/quantile.ts';
import type { SlippageSpec } from '../../engine/broker/sim/slippage.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { delaysText, estimatesText } from '../../reports/calibration-text.ts';
import type { Arguments, Io } from '../io.ts';
import { type Calibrated, calibrated } from '../live/calibrated.ts';
import { findSession } from '../sessions/find-session.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** So many orders say something: below, the error bars are wider than what they are about. */
const LEAST = 20;
/** A list of delays without a file has so many values, from the least to the most. */
const STEPS = 20;

/** `onetape calibrate SESSION...`: what recorded fills say of slippage and latency, for the next run file; 3 where they are too few. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const sessions = [args['first'], args['rest'] ?? []].flat().map((one) => findSession(workspace, String(one)));
  const twice = sessions.find((one, k) => sessions.indexOf(one) !== k);
  if (twice !== undefined) throw new ConfigError(`Expected different sessions to calibrate by, but "${twice}" was named twice`);
  const [least, model] = [leastOf(args), modelOf(args)];
  const found = await calibrated(workspace, sessions, least);
  const { out, json, quiet } = args;
  const slippage = slippageIn(found, model, least);
  const { costs, files } = costsOf(found, slippage, least, typeof out === 'string' ? out : undefined);
  if (typeof json === 'string') write(json, `${JSON.stringify({ ...found, costs })}\n`, io);
  if (quiet !== true && json !== '-') io.stdout.write(textOf(found, costs));
  const [few, count] = [slippage === undefined, estimateIn(found, model).count];
  if (few)
    io.stderr.write(
      `Expected at least ${least} orders that took on both sides, to fit slippage by "${model}", but there ${count === 1 ? 'was' : 'were'} ${count}: ${least - count} more ${least - count === 1 ? 'is' : 'are'} needed\n`,
    );
  if (Object.keys(costs).length === 0) return 3;
  for (const [path, text] of files) write(path, text, io);
  if (typeof out === 'string' && quiet !== true && json !== '-') io.stdout.write(`\nWritten: ${files.map(([path]) => path).join(', ')}\n`);
  return 0;
}

const MODELS = ['percent', 'ticks', 'half-spread'] as const;
type Model = (typeof MODELS)[number];

function modelOf({ model = 'percent' }: Arguments): Model {
  const found = MODELS.find((one) => one === model);
  if (found !== undefined) return found;
  throw new ConfigError(`Expected --model to be ${MODELS.join(', ')}, but it was "${String(model)}"`);
}

function leastOf({ least }: Arguments): number {
  if (least === undefined) return LEAST;
  const value = Number(least);
  if (Number.isInteger(value) && value >= 2) return value;
  throw new ConfigError(`Expected --least to be a number of orders, 2 or more, but it was "${String(least)}"`);
}

const estimateIn = ({ slips }: Calibrated, model: Model): Estimate =>
  model === 'percent' ? slips.percent : model === 'ticks' ? slips.ticks : slips.spread;

/** The option that makes the simulator give away as much; undefined where too few say how much that is. */
function slippageIn(found: Calibrated, model: Model, least: number): SlippageSpec | undefined {
  const { count, mean } = estimateIn(found, model);
  if (count < least) return undefined;
  // A run file holds costs, not gifts.
  const size = Number(Math.max(mean, 0).toPrecision(6));
  return model === 'percent' ? { model, rate: size } : model === 'ticks' ? { model, ticks: size } : { model, spread: size };
}

interface Costs {
  slippage?: SlippageSpec;
  latency?: Record<string, { readonly values: string | readonly number[] }>;
}

/** What a run file takes, and the files that it names. */
function costsOf(
  { delays, delayed }: Calibrated,
  slippage: SlippageSpec | undefined,
  least: number,
  out: string | undefined,
): { readonly costs: Costs; readonly files: readonly (readonly [path: string, text: string])[] } {
  const costs: Costs = {};
  const files: [string, string][] = [];
  if (slippage !== undefined) costs.slippage = slippage;
  for (const [name, one] of Object.entries(delays)) {
    if (!delayed || one === undefined || one.count < least) continue;
    costs.latency ??= {};
    if (out === undefined) costs.latency[name] = { values: shortened(one) };
    else {
      const file = `${basename(out, '.json')}-${name}.csv`;
      costs.latency[name] = { values: `./${file}` };
      files.push([join(dirname(out), file), `milliseconds\n${one.values.join('\n')}\n`]);
    }
  }
  if (out !== undefined) files.unshift([out, `${JSON.stringify({ costs }, null, 2)}\n`]);
  return { costs, files };
}

function shortened({ values }: Delays): readonly number[] {
  if (values.length <= STEPS) return values;
  const all = Float64Array.from(values);
  return Array.from({ length: STEPS + 1 }, (_, k) => Number(quantile(all, k / STEPS).toPrecision(4)));
}

function textOf({ sessions, isPaper, slips, delays, delayed, apart }: Calibrated, costs: Costs): string {
  const estimates = estimatesText([
    { name: 'slippage, of the price', estimate: slips.percent, scale: 100, unit: '%' },
    { name: 'slippage, in ticks', estimate: slips.ticks, scale: 1, unit: 'ticks' },
    { name: 'spread when sent', estimate: slips.spread, scale: 100, unit: '%' },
  ]);
  const times = delaysText(delays);
  const clocks = apart.flatMap((ms, k) =>
    ms === 0 ? [] : [`The clock of the venue was ${Number(ms.toPrecision(4))} ms ahead of ours in ${sessions[k]}: that is taken off.`],
  );
  const notes = [
    ...(isPaper ? ["These are paper sessions: their fills are the simulator's, and this gives its own options back."] : []),
    ...(slips.percent.mean < 0 ? ['Prices were better than undisturbed on the average: slippage is taken as 0.'] : []),
    ...clocks,
    ...(!delayed && times.length > 0
      ? ['Delays are shorter than the bars on which orders are judged: they are left out, and what they cost is in the slippage.']
      : []),
  ];
  const blocks = [
    [sessions.join(', ')],
    estimates,
    times,
    notes,
    Object.keys(costs).length === 0 ? [] : [`"costs": ${JSON.stringify(costs, null, 2)}`],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}
