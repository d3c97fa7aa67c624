import { ConfigError } from '../../../engine/model/errors.ts';

/** What the folders of a LEAN data directory and the names of its files say about one of them. */
export interface LeanFile {
  /** `equity`, `crypto`, `cryptofuture`, `forex`, `future`, `cfd`. */
  readonly security: string;
  /** The exchange or broker: `usa`, `coinbase`, `oanda`, `cme`. */
  readonly market: string;
  readonly resolution: 'tick' | 'second' | 'minute' | 'hour' | 'daily' | 'margin_interest' | 'factor_files' | 'map_files';
  /** Whether the file holds quotes; of hourly and daily files without a word the columns tell. */
  readonly holds: 'trade' | 'quote' | undefined;
  /** Midnight of the day of a tick, second or minute file, as if it were UTC. */
  readonly day: number;
  /** Such as `SPY`, `ES-201312`, `ADAUSDT-PERP`. */
  readonly instrument: string;
}

const SECURITIES = ['equity', 'crypto', 'cryptofuture', 'forex', 'future', 'cfd'];
const RESOLUTIONS = ['tick', 'second', 'minute', 'hour', 'daily', 'margin_interest', 'factor_files', 'map_files'] as const;

/** Zones of the times in the files, from LEAN's market-hours database; `security/market` before `security`. */
const ZONES: Readonly<Record<string, string>> = {
  'equity/usa': 'America/New_York',
  'equity/india': 'Asia/Kolkata',
  crypto: 'UTC',
  cryptofuture: 'UTC',
  'forex/oanda': 'UTC',
  'forex/fxcm': '-05:00',
  'future/cme': 'UTC',
  'future/comex': 'UTC',
  'future/nymex': 'UTC',
  'future/cbot': 'UTC',
  'future/eurex': 'Europe/Berlin',
  'future/hkfe': 'Asia/Hong_Kong',
};

/** The zone in which LEAN keeps a market's times; undefined where it is not known here. */
export const leanZone = ({ security, market }: LeanFile): string | undefined => ZONES[`${security}/${market}`] ?? ZONES[security];

/** Prices of equities are whole numbers of ten-thousandths of a dollar. */
export const leanScale = ({ security }: LeanFile): number => (security === 'equity' ? 10_000 : 1);

/**
 * Finds what a file is by its path and the name of the entry within its zip, or by the layout a user named
 * (`lean-equity-usa`); undefined where it is none of LEAN's. Throws a ConfigError for a layout or a security type that is not read.
 */
export function leanFileOf(path: string, entry: string | undefined, layout: string | undefined): LeanFile | undefined {
  const parts = path.split(/[\\/]/);
  const at = parts.findLastIndex((part, k) => k >= 2 && RESOLUTIONS.some((one) => one === part) && isSecurity(parts[k - 2]!));
  const said = layout === undefined ? undefined : layoutOf(layout);
  if (at < 0 && said === undefined) {
    if (entry !== undefined && /^\d{8}_[^_]+_(minute|second|tick|trade|quote)_/i.test(entry)) throw askLayout(entry);
    return undefined;
  }
  const [security, market] = said ?? [parts[at - 2]!, parts[at - 1]!];
  if (!SECURITIES.includes(security)) {
    throw new ConfigError(`Expected a LEAN file of ${SECURITIES.join(', ')}, but it was "${security}"`);
  }
  const file = parts.at(-1)!.replace(/(\.(zip|csv|gz))+$/i, '');
  const name = (entry ?? file).replace(/\.csv$/i, '');
  const words = new Set(`${name}_${file}`.toLowerCase().split('_'));
  const day = /^(\d{4})(\d\d)(\d\d)_/.exec(name) ?? /^(\d{4})(\d\d)(\d\d)_/.exec(file);
  return {
    security,
    market,
    resolution: at >= 0 ? RESOLUTIONS.find((one) => one === parts[at])! : resolutionOf(words),
    holds: words.has('quote') ? 'quote' : words.has('trade') ? 'trade' : undefined,
    day: day === null ? Number.NaN : Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])),
    instrument: instrumentOf(name),
  };
}

/** What is left of `20131006_es_minute_quote_201312` without day, resolution and contents: `ES-201312`. */
function instrumentOf(name: string): string {
  const words = name
    .split('_')
    .filter((word, k) => !(k === 0 && /^\d{8}$/.test(word)) && !/^(tick|second|minute|hour|daily|trade|quote)$/i.test(word));
  return words.join('-').toUpperCase();
}

function resolutionOf(words: ReadonlySet<string>): LeanFile['resolution'] {
  return RESOLUTIONS.find((one) => words.has(one)) ?? 'daily';
}

function layoutOf(layout: string): readonly [string, string] | undefined {
  if (!layout.startsWith('lean')) return undefined;
  const [, security, market] = /^lean-([a-z]+)-([a-z]+)$/.exec(layout) ?? [];
  if (security !== undefined && market !== undefined && isSecurity(security)) return [security, market];
  throw new ConfigError(`Expected layout to be such as lean-equity-usa or lean-forex-oanda, but it was "${layout}"`);
}

const isSecurity = (name: string): boolean => SECURITIES.includes(name) || /^(option|index|futureoption|indexoption)$/.test(name);

/** The error of a file of LEAN's that lies outside of its folders: its prices may be ten-thousandths. */
export function askLayout(entry: string): ConfigError {
  return new ConfigError(
    `Expected a layout that says what a LEAN file is (layout=lean-equity-usa), but it was "${entry}" outside of LEAN's folders`,
  );
}
