import type { AccountSnapshot, LiveBroker } from '../../engine/broker/broker.ts';
import { millis } from '../../engine/model/time.ts';
import { ownerOf } from '../journal/session-lock.ts';
import { markHalted } from './halt-mark.ts';

/** What a forced halt reaches. */
export interface ForceParts {
  readonly folder: string;
  readonly now: () => number;
  /** Opens the session's broker for this process, not yet connected; undefined where the session sends no orders to a venue. */
  readonly openBroker: () => Promise<LiveBroker | undefined>;
  /** Told what was done, in a sentence each. */
  readonly say: (text: string) => void;
  readonly kill?: (pid: number, signal: 'SIGTERM' | 'SIGKILL') => void;
  /** How long a process is left to end by itself, how long it takes to be gone, and how long the venue may take, milliseconds. */
  readonly grace?: number;
  readonly patience?: number;
  readonly deadline?: number;
}

/**
 * Halts a session whose process may hang: a mark on disk lets nothing leave any more and halts it when it is started again, the process is ended, and
 * the venue is asked to cancel every order of the account. False where something of it could not be done; the rest is done all the same.
 */
export async function forceHalt(parts: ForceParts): Promise<boolean> {
  const { folder, now, openBroker, say } = parts;
  let done = true;
  try {
    markHalted(folder, 'a person forced it', now());
    say('it is halted on disk: nothing leaves it any more, also when it is started again');
  } catch (error) {
    done = false;
    say(sentence(error));
  }
  if (!(await ended(parts))) done = false;
  // Only now: what still runs could send another order behind it.
  try {
    const broker = await openBroker();
    if (broker === undefined) return done;
    const { orders, positions } = await cancelled(broker, parts);
    const open = orders.filter(({ status }) => status === 'open').length;
    say(`the venue has no open order of the account any more; it had ${open}`);
    const held = positions.filter(({ qty }) => qty !== 0);
    say(
      held.length === 0
        ? 'no position is held'
        : `held at the venue: ${held.map(({ instrument, qty }) => `${qty} ${instrument}`).join(', ')}`,
    );
    return done;
  } catch (error) {
    say(`the orders of the account could not be cancelled: ${sentence(error)}; cancel them at the venue`);
    return false;
  }
}

/** Ends the process that runs a session: it is asked, and then not asked any more. */
async function ended({ folder, say, kill = send, grace = 2_000, patience = 5_000 }: ForceParts): Promise<boolean> {
  const pid = ownerOf(folder);
  if (pid === undefined) {
    say('no process runs it');
    return true;
  }
  if (Number.isNaN(pid)) {
    say('a process runs it, and has not said its number: end it by hand');
    return false;
  }
  for (const [signal, wait] of [['SIGTERM', grace] as const, ['SIGKILL', patience] as const]) {
    try {
      kill(pid, signal);
    } catch (error) {
      // It may have gone just now.
      if (await gone(folder, 100)) break;
      say(`process ${pid} could not be ended: ${sentence(error)}`);
      return false;
    }
    if (await gone(folder, wait)) {
      say(`process ${pid} is ended (${signal})`);
      return true;
    }
  }
  const isGone = ownerOf(folder) === undefined;
  say(isGone ? `process ${pid} has ended` : `process ${pid} still runs it: end it by hand`);
  return isGone;
}

const send = (pid: number, signal: 'SIGTERM' | 'SIGKILL'): void => void process.kill(pid, signal);

/** Whether nobody runs a session any more, within so many milliseconds. */
async function gone(folder: string, within: number): Promise<boolean> {
  for (let waited = 0; ; waited += 50) {
    if (ownerOf(folder) === undefined) return true;
    if (waited >= within) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function cancelled(broker: LiveBroker, { now, deadline = 30_000 }: ForceParts): Promise<AccountSnapshot> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the venue has not answered for ${deadline / 1000} s`)), deadline);
  });
  const work = async (): Promise<AccountSnapshot> => {
    const snapshot = await broker.connect(() => {}, controller.signal, millis(now()));
    await broker.cancelAll();
    return snapshot;
  };
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
    controller.abort();
    await broker.close().catch(() => {});
  }
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));
