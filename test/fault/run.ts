import { playSession } from './session-play.ts';
import { runSweep } from './sweep.ts';
import { PLACES } from './sweep-place.ts';
import { stageAt, VENUES, venueIn } from './venues.ts';

/**
 * `npm run fault -- --seeds A..B [--venue NAME] [--sockets] [--crash]`: plays that range of schedules; the first that fails is printed, exit 1.
 * `npm run fault -- --sweep [--venue NAME] ...`: kills one session at every write of its journal. The venues are in `venues.ts`; those that
 * their library knows behind sockets only are played over sockets whether or not that is said.
 */
const args = process.argv.slice(2);
const venue = venueIn(args);
const isSweep = args.includes('--sweep');
const [from = Number.NaN, to = from] = (args[args.indexOf('--seeds') + 1] ?? '').split('..').map(Number);
if (!isSweep && !(args.includes('--seeds') && from <= to))
  refuse('Expected --sweep, or --seeds A..B and perhaps --venue, --sockets or --crash');
const names = Object.keys(isSweep ? PLACES : VENUES);
if (!names.includes(venue)) refuse(`Expected --venue to be one of ${names.join(', ')}, but it was "${venue}"`);
if (isSweep) process.exit((await runSweep(args, venue as keyof typeof PLACES)) ? 0 : 1);

const sockets = args.includes('--sockets');
const stage = stageAt(venue, sockets) ?? refuse(`Expected a venue that is played over sockets, but it was "${venue}"`);
const crashes = args.includes('--crash');
const totals = { orders: 0, fills: 0 };
for (let seed = from; seed <= to; seed++) {
  const played = await playSession(seed, await stage(seed), crashes);
  totals.orders += played.orders;
  totals.fills += played.fills;
  if (played.wrong.length > 0) {
    const flags = ['--venue', venue, ...(sockets ? ['--sockets'] : []), ...(crashes ? ['--crash'] : [])];
    const again = ['npm run fault --', `--seeds ${seed}..${seed}`, ...flags].join(' ');
    process.stdout.write(`\nseed ${seed} fails:\n  ${played.wrong.join('\n  ')}\n\n${played.schedule}\n\nagain: ${again}\n`);
    process.exit(1);
  }
  if (process.stderr.isTTY === true)
    process.stderr.write(`\rseed ${seed} of ${from}..${to}, ${totals.orders} orders, ${totals.fills} fills`);
}
process.stdout.write(
  `\n${to - from + 1} seeds, ${totals.orders} orders, ${totals.fills} fills: every order once, every fill booked once\n`,
);

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
