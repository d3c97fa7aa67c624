import { VirtualWall } from '../virtual-wall.ts';
import { HostileFeed } from './hostile-feed.ts';
import { HostileWorld, type WorldTerms } from './hostile-world.ts';
import type { FeedSpec } from './running-row.ts';
import { SocketClient } from './socket-client.ts';
import { SocketFeed } from './socket-feed.ts';
import { SocketServer } from './socket-server.ts';
import { SocketVenue } from './socket-venue.ts';
import { Wire } from './wire.ts';

/** A hostile world on the other side of a socket, and the clock that waits for what is under way. */
export interface SocketWorld {
  readonly wall: VirtualWall;
  readonly world: HostileWorld;
  readonly venue: SocketVenue;
  readonly feed: SocketFeed;
  /** A client of its own, such as that of a process which takes over. */
  readonly connect: (name: string) => { readonly venue: SocketVenue; readonly feed: SocketFeed };
  readonly close: () => Promise<void>;
}

/** Puts a hostile world behind a server on this machine. */
export async function socketWorld(terms: Omit<WorldTerms, 'wall'>, feeds: readonly FeedSpec[], from?: number): Promise<SocketWorld> {
  const wire = new Wire();
  const wall = new VirtualWall(from, wire.quiet);
  const world = new HostileWorld({ ...terms, wall });
  const server = await SocketServer.start(world, wire, new HostileFeed(world, wall, feeds));
  const connect = (name: string) => {
    const client = new SocketClient(server.host, wire, name);
    return { venue: new SocketVenue(client, world.venue), feed: new SocketFeed(client, wall) };
  };
  const close = async (): Promise<void> => {
    world.close();
    await server.close();
  };
  return { wall, world, connect, ...connect('first'), close };
}
