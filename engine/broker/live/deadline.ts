import type { Wall } from '../../model/wall.ts';
import { VenueFault } from './venue.ts';

/**
 * What a request comes to, or a fault `unknown` where it has not been answered in `ms` milliseconds: some never are. While it is waited
 * for, what stops the clock is in `waits`.
 */
export function within<T>(wall: Wall, ms: number, request: Promise<T>, waits?: Set<() => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      stop();
      waits?.delete(stop);
    };
    const stop = wall.after(ms, () => {
      end();
      reject(new VenueFault('unknown', `no answer within ${ms} ms`));
    });
    waits?.add(stop);
    request.then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}

/** What is known of a failed request: an error that no adapter has classified leaves everything open. */
export const faultOf = (error: unknown): VenueFault =>
  error instanceof VenueFault ? error : new VenueFault('unknown', error instanceof Error ? error.message : String(error), { cause: error });
