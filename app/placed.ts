import { ConfigError } from '../engine/model/errors.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import type { PlaceOf } from './config/explain.ts';
import { isRecord } from './config/is-record.ts';

/**
 * A strategy that takes JSON, whose setup says of a fault in it where it lies: in which file, or at which path of the run
 * specification. `given` are its parameters as they were given, `path` is where they stand.
 */
export function placed(strategy: AnyStrategy, given: Readonly<Record<string, unknown>>, path: string, place: PlaceOf): AnyStrategy {
  const json = Object.entries(strategy.params).filter(
    ([name, { initial }]) => name in given && (isRecord(initial) || Array.isArray(initial)),
  );
  const [only] = json;
  if (only === undefined || json.length > 1) return strategy;
  const [name] = only;
  const at = `${path}.${name}`;
  const raw = given[name];
  const file = typeof raw === 'string' && !/^\s*[[{]/.test(raw) ? raw : place(at);
  const inside = file === raw ? '' : `${at}.`;
  return {
    ...strategy,
    setup(ctx, params) {
      try {
        return strategy.setup(ctx, params);
      } catch (error) {
        if (!(error instanceof ConfigError) || error.place === undefined) throw error;
        const sentence = error.message.slice(error.place.length + 2);
        throw new ConfigError(sentence, { place: `${file === undefined ? '' : `${file}: `}${inside}${error.place}`, cause: error });
      }
    },
  };
}
