import type { StopHow } from '../../engine/loop/trade-edge.ts';

/** What of a process is listened to. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', heard: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', heard: () => void): unknown;
}

/** What a signal does. */
export interface Stops {
  /** How the session was told to end; what a first signal asks for. */
  readonly how: StopHow;
  readonly stop: (how: StopHow) => void;
  /** Ends at once, whatever still waits: what a second one does. */
  readonly leave: () => void;
  /** Whether the session was halted from outside: then a first signal is the last one, too. */
  readonly isHalted: () => boolean;
}

/** Lets SIGINT and SIGTERM end a session. Returns what undoes it. */
export function onSignals({ how, stop, leave, isHalted }: Stops, source: SignalSource = process): () => void {
  let heard = 0;
  const hear = (): void => {
    heard++;
    if (heard > 1 || isHalted()) leave();
    else stop(how);
  };
  source.on('SIGINT', hear);
  source.on('SIGTERM', hear);
  return () => {
    source.off('SIGINT', hear);
    source.off('SIGTERM', hear);
  };
}
