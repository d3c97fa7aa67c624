import type { Wall } from '../../model/wall.ts';
import { VenueFault } from './venue.ts';

/** What a request comes to, or a fault `unknown` where it has not been answered in `ms` milliseconds: some never are. */
export function within<T>(wall: Wall, ms: number, request: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = wall.after(ms, () => reject(new VenueFault('unknown', `no answer within ${ms} ms`)));
    request.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error);
      },
    );
  });
}

/** What is known of a failed request: an error that no adapter has classified leaves everything open. */
export const faultOf = (error: unknown): VenueFault =>
  error instanceof VenueFault ? error : new VenueFault('unknown', error instanceof Error ? error.message : String(error), { cause: error });
