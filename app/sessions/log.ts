import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';
import { whyNot } from '../config/read-file.ts';
import type { Happening } from './happening.ts';
import { logPath } from './session-files.ts';
import type { Listener } from './watch.ts';

/** How much of what happens is written down. */
const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LEVELS)[number];

/** Reads `--log-level`; `info` where nothing is said. Throws a ConfigError for a level there is not. */
export function logLevelOf(text: unknown): LogLevel {
  if (text === undefined) return 'info';
  const level = LEVELS.find((one) => one === text);
  if (level === undefined)
    throw new ConfigError(
      `Expected --log-level to be one of ${LEVELS.join(', ')}, but it was "${String(text)}"${didYouMean(String(text), LEVELS)}`,
    );
  return level;
}

/** What is written down of a life that goes its usual way. */
const ROUTINE: ReadonlySet<unknown> = new Set(['submitted', 'accepted', 'released', 'triggered']);

/** How grave a happening is. */
export function levelOf({ kind, data }: Happening): Exclude<LogLevel, 'silent'> {
  switch (kind) {
    case 'error':
      return 'error';
    case 'reject':
    case 'halt':
    case 'drift':
      return 'warn';
    case 'order':
      return ROUTINE.has(data['event']) ? 'debug' : 'info';
    default:
      return 'info';
  }
}

/**
 * Writes what happens to `log.jsonl` of a session, for its owner alone: a line of JSON with level, time, session, kind, market time `ts`, `msg`, and
 * the fields of what happened. Each line is written before the next happens. Throws a ConfigError where it cannot be written.
 */
export async function openLog(folder: string, session: string, level: LogLevel): Promise<Listener & { close(): void }> {
  if (level === 'silent') return { close() {} };
  const { default: pino } = await import('pino');
  const dest = logPath(folder);
  try {
    const to = pino.destination({ dest, append: true, mkdir: false, sync: true, mode: 0o600 });
    const log = pino({ level, base: { session }, formatters: { level: (label) => ({ level: label }) } }, to);
    // A disk that is full must not end the session from here: its journal is the one to say so.
    to.on('error', () => {});
    return {
      happened: (happening) => log[levelOf(happening)]({ kind: happening.kind, ts: happening.ts, ...happening.data }, happening.text),
      close: () => to.destroy(),
    };
  } catch (cause) {
    throw new ConfigError(`Expected a log that can be written, but it was "${dest}" (${whyNot(cause)})`, { cause });
  }
}
