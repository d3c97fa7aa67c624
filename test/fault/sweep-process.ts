import { WALL } from '../../app/live/wall.ts';
import { HostileWorld, instrumentsOf } from '../venues/hostile/hostile-world.ts';
import { SocketClient } from '../venues/hostile/socket-client.ts';
import { SocketFeed } from '../venues/hostile/socket-feed.ts';
import { SocketVenue } from '../venues/hostile/socket-venue.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { INSTRUMENTS, PRIVATE } from './bybit-stage.ts';
import { KeptSession } from './kept-session.ts';
import { OpenWire } from './open-wire.ts';
import { scriptedParts } from './scripted-trader.ts';
import { bybitAt, TERMS } from './sweep-place.ts';
import { Stop } from './sweep-play.ts';

/**
 * A process that runs the scripted session at a venue behind a socket until somebody kills it: `node sweep-process.ts HOST FOLDER NAME BAR SEED [BYBIT]`,
 * or at the Bybit there, whose market comes the same way.
 * It says `begun` once its journal has come out again, `met` once it has written into it, `done` when
 * all its orders are over, and ends by itself soon after.
 */
const [, , host = '', folder = '', name = '', bar = '', seed = '', bybit = ''] = process.argv;
/** How long nothing happens before it is over, milliseconds. */
const CALM = 2_500;

const client = new SocketClient(host, new OpenWire(), name);
const instruments = bybit === '' ? instrumentsOf(3) : INSTRUMENTS;
// What the venue can do follows from the seed; the venue itself is on the other side.
const like = new HostileWorld({ seed: Number(seed), wall: new VirtualWall(), instruments, terms: TERMS });
like.close();
const venue = bybit === '' ? new SocketVenue(client, like.venue) : bybitAt(bybit);
const people = new Stop();
let hasMet = false;
const session = new KeptSession({
  ...{ folder, venue, people, wall: WALL, random: Math.random, every: 3_000, options: bybit === '' ? {} : { staleAfter: PRIVATE.silence } },
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
