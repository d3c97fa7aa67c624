import type { StopHow } from '../../engine/loop/trade-edge.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import type { Arguments } from '../io.ts';
import { type LogLevel, logLevelOf } from '../sessions/log.ts';

/** How a session is run, as its flags say it. */
export interface SessionFlags {
  readonly onStop: StopHow;
  /** Milliseconds. */
  readonly grace: number;
  readonly logLevel: LogLevel;
  /** Milliseconds of market time between the beginnings of epochs; undefined where nothing is said. */
  readonly epoch: number | undefined;
  readonly quiet: boolean;
  /** Why a session goes on though it does something else now than it did; undefined where nobody says so. */
  readonly goOn: string | undefined;
}

/** Reads the flags that paper and live sessions share. Throws a ConfigError. */
export const sessionFlags = (args: Arguments): SessionFlags => ({
  onStop: onStopOf(args),
  grace: graceOf(args),
  logLevel: logLevelOf(args['log-level']),
  epoch: epochOf(args),
  quiet: args['quiet'] === true,
  goOn: goOnOf(args),
});

function goOnOf({ 'go-on': reason, resume }: Arguments): string | undefined {
  if (reason === undefined) return undefined;
  if (typeof resume === 'string' && String(reason).trim() !== '') return String(reason).trim();
  throw new ConfigError(`Expected a reason after --go-on, and --resume SESSION beside it, but it was "${reason}"`);
}

function onStopOf({ 'on-stop': how = 'leave' }: Arguments): StopHow {
  if (how === 'leave' || how === 'cancel' || how === 'flatten') return how;
  throw new ConfigError(`Expected --on-stop to be leave, cancel or flatten, but it was "${how}"`);
}

function epochOf({ epoch }: Arguments): number | undefined {
  if (epoch === undefined) return undefined;
  const timeframe = parseTimeframe(String(epoch));
  if (timeframe !== undefined && 'ms' in timeframe) return timeframe.ms;
  throw new ConfigError(`Expected --epoch to be a length of time such as 1d or 4h, but it was "${epoch}"`);
}

function graceOf({ grace }: Arguments): number {
  if (grace === undefined) return 2_000;
  const value = Number(grace);
  if (grace !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new ConfigError(`Expected --grace to be milliseconds, 0 or more, but it was "${grace}"`);
}
