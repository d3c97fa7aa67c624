import { defineStrategy, json, type OrderId } from '../engine/index.ts';
import { type Feed, type Planned, Reader } from './order-script/reader.ts';

/** Timed commands as a JSON object; docs and the contract call it an order script. Each command is checked in setup. */
export interface OrderScript {
  readonly commands: readonly unknown[];
}

const isScript = (value: unknown): value is OrderScript =>
  typeof value === 'object' && value !== null && Array.isArray((value as { commands?: unknown }).commands);

/** What a restart must not forget: rows that each feed has shown and commands that they brought, commands by time, ids by ref. */
interface Memory {
  rows: Record<string, { shown: number; next: number }>;
  times: number;
  ids: Record<string, OrderId>;
}

/** Replays a list of timed commands: another engine's orders, or a trader's own, put through this simulator. */
export default defineStrategy({
  name: 'order-script',
  params: { script: json<OrderScript>({ commands: [] }, 'an order script { "commands": [...] }', isScript) },
  feeds: [],
  openFeeds: true,
  setup(ctx, { script }) {
    const feeds = namedFeeds(ctx.feeds);
    const memory = Object.assign(ctx.state, { rows: {}, times: 0, ids: {}, ...ctx.state }) as unknown as Memory;
    const reader = new Reader(ctx, feeds, memory.ids);
    const planned = script.commands.map((raw, k) => reader.command(raw, `commands[${k}]`));
    reader.check();

    // Commands of one moment are issued in the order of the list, whatever feed they wait for.
    const due: number[] = [];
    const byTime = inOrder(planned, ({ time }) => time);
    const rows = new Map<Feed, { readonly at: Memory['rows'][string]; readonly queue: readonly number[] }>();
    for (const [name, feed] of feeds) {
      const queue = inOrder(planned, (one) => (one.feed === feed ? one.bar : Number.NaN));
      if (queue.length === 0) continue;
      memory.rows[name] ??= { shown: 0, next: 0 };
      rows.set(feed, { at: memory.rows[name], queue });
    }
    const onRow = (feed: Feed): void => {
      const plan = rows.get(feed);
      if (plan === undefined) return;
      const { at, queue } = plan;
      for (; at.next < queue.length && planned[queue[at.next]!]!.bar === at.shown; at.next++) due.push(queue[at.next]!);
      at.shown++;
    };
    return {
      onBar: onRow,
      onQuote: onRow,
      onTrade: onRow,
      onData: onRow,
      onSlice(ts) {
        for (; memory.times < byTime.length && planned[byTime[memory.times]!]!.time <= ts; memory.times++) due.push(byTime[memory.times]!);
        if (due.length === 0) return;
        due.sort((a, b) => a - b);
        for (const k of due) planned[k]!.issue();
        due.length = 0;
      },
    };
  },
});

/** Places of the commands that have such a moment, by moment and then as listed. */
function inOrder(planned: readonly Planned[], moment: (one: Planned) => number): number[] {
  const places = planned.flatMap((one, k) => (Number.isNaN(moment(one)) ? [] : [k]));
  return places.sort((a, b) => moment(planned[a]!) - moment(planned[b]!) || a - b);
}

/** Feeds by the name of their role; those of a role of many by the id of their instrument. */
function namedFeeds(feeds: object): ReadonlyMap<string, Feed> {
  const named = new Map<string, Feed>();
  for (const [role, bound] of Object.entries(feeds) as [string, Feed | readonly Feed[]][]) {
    if ('kind' in bound) named.set(role, bound);
    else for (const one of bound) named.set(one.id, one);
  }
  return named;
}
