import { onBybit } from './bybit-stage.ts';
import { playSession } from './session-play.ts';
import { inProcess, overSockets } from './stages.ts';
import { runSweep } from './sweep.ts';

/**
 * `npm run fault -- --seeds A..B [--bybit [--stream]] [--sockets] [--crash]`: plays that range of schedules; the first that fails is printed, exit 1.
 * With `--bybit` it is the adapter of Bybit on a fake Bybit, which its library knows behind sockets only;
 * with `--stream` orders go there by the stream of their own.
 */
const args = process.argv.slice(2);
if (args.includes('--sweep')) process.exit((await runSweep(args)) ? 0 : 1);
const [from = Number.NaN, to = from] = (args[args.indexOf('--seeds') + 1] ?? '').split('..').map(Number);
if (!args.includes('--seeds') || !(from <= to)) {
  process.stderr.write('Expected --seeds A..B, and perhaps --bybit, --sockets or --crash\n');
  process.exit(2);
}
const isStream = args.includes('--stream');
const stage = args.includes('--bybit')
  ? (seed: number) => onBybit(seed, isStream ? 'stream' : 'rest')
  : args.includes('--sockets')
    ? overSockets
    : inProcess;
const crashes = args.includes('--crash');
const flags = args.filter((arg) => ['--bybit', '--stream', '--sockets', '--crash'].includes(arg));
const totals = { orders: 0, fills: 0 };
for (let seed = from; seed <= to; seed++) {
  const played = await playSession(seed, await stage(seed), crashes);
  totals.orders += played.orders;
  totals.fills += played.fills;
  if (played.wrong.length > 0) {
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
