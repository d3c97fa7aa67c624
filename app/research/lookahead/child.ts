import { ConfigError } from '../../../engine/model/errors.ts';
import type { AnyStrategy } from '../../../engine/strategy/define.ts';
import { loadStrategy } from '../../load-strategy.ts';
import { closeDoors } from './guard.ts';
import type { Answer, Job, Order, Terms } from './job.ts';
import { runJob } from './run-job.ts';

// A process in which a strategy is run on what its parent hands over, and reaches nothing else.

const send = process.send!.bind(process) as (answer: Answer) => boolean;
let terms: Terms | undefined;
let refusals: ReturnType<typeof closeDoors> = [];

process.on('message', (order: Order) => {
  if (order.kind === 'terms') void begin(order);
  else void run(order.job).then(send);
});

async function begin({ terms: given, doors }: Extract<Order, { kind: 'terms' }>): Promise<void> {
  terms = given;
  refusals = closeDoors(doors);
}

async function run(job: Job): Promise<Answer> {
  const { strategies, baseDir, rest } = terms!;
  const before = refusals.length;
  let loaded: readonly AnyStrategy[];
  try {
    loaded = (await Promise.all(strategies.map(({ ref }) => loadStrategy(ref, 'strategy', baseDir, () => undefined)))).map(
      ({ strategy }) => strategy,
    );
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const refused = refusals.slice(before);
    if (refused.length === 0)
      return { kind: 'failed', text: error instanceof ConfigError ? text : `Expected a strategy that loads, but it was "${text}"` };
    return { kind: 'course', course: { decisions: [], fault: { ts: Number.NaN, text, isUsers: true }, stack: null, refused } };
  }
  const course = runJob({ strategies, rest }, job, loaded);
  return { kind: 'course', course: { ...course, refused: refusals.slice(before) } };
}
