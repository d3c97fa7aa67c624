import { WALL } from '../../app/live/wall.ts';
import { SocketClient } from '../venues/hostile/socket-client.ts';
import { SocketFeed } from '../venues/hostile/socket-feed.ts';
import { KeptSession } from './kept-session.ts';
import { OpenWire } from './open-wire.ts';
import { scriptedParts } from './scripted-trader.ts';
import { OUTSIDE } from './sweep-outside.ts';
import { type PlaceName, TERMS } from './sweep-place.ts';
import { Stop } from './sweep-play.ts';

/**
 * A process that runs the scripted session until somebody kills it: `node sweep-process.ts HOST FOLDER NAME BAR SEED PLACE AT`, its market
 * behind the socket HOST, its venue the one of PLACE that is at AT.
 * It says `begun` once its journal has come out again, `met` once it has written into it, `done` when
 * all its orders are over, and ends by itself soon after.
 */
const [, , host = '', folder = '', name = '', bar = '', seed = '', place = '', at = ''] = process.argv;
/** How long nothing happens before it is over, milliseconds. */
const CALM = 2_500;

const client = new SocketClient(host, new OpenWire(), name);
const outside = OUTSIDE[place as PlaceName]!;
const { instruments, options } = outside;
const venue = outside.venueAt(at, client, Number(seed));
const people = new Stop();
let hasMet = false;
const session = new KeptSession({
  ...{ folder, venue, people, wall: WALL, random: Math.random, every: 3_000, options },
  feed: new SocketFeed(client, WALL),
  through: (journal) => ({
    append(entries) {
      journal.append(entries);
      if (!hasMet) process.stdout.write('met\n');
      hasMet = true;
    },
  }),
  parts: scriptedParts(instruments, TERMS.cash, Number(bar)),
});
process.stdout.write('begun\n');
const look = setInterval(() => {
  if (!session.isDone) return;
  clearInterval(look);
  process.stdout.write('done\n');
  setTimeout(() => people.say(), CALM);
}, 50);
await session.run(new AbortController().signal);
session.journal.close();
process.exit(0);
