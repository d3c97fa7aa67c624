import { onBybit } from './bybit-stage.ts';
import { onShop, onUnified } from './ccxt-stage.ts';
import { onIbkr, onIbkrOverSockets } from './ibkr-stage.ts';
import type { Stage } from './session-play.ts';
import { inProcess, overSockets } from './stages.ts';

/** How a venue is played at: within this process, over sockets of this machine, or either. */
type Ways = Partial<Record<'inProcess' | 'overSockets', (seed: number) => Promise<Stage>>>;

/** Venues at which sessions are played, by the name of `--venue`; `unified` is any exchange as ccxt speaks for it, without streams. */
export const VENUES: Readonly<Record<string, Ways>> = {
  hostile: { inProcess, overSockets },
  bybit: { overSockets: onBybit },
  'bybit-stream': { overSockets: (seed) => onBybit(seed, 'stream') },
  ibkr: { inProcess: onIbkr, overSockets: onIbkrOverSockets },
  unified: { inProcess: onUnified },
  binance: { overSockets: onShop('binance') },
  'binance-usdm': { overSockets: onShop('binance-usdm') },
  kraken: { overSockets: onShop('kraken') },
};

/** How a session is played at a venue; undefined where it is not, or not over sockets where that is asked for. */
export function stageAt(name: string, asksSockets: boolean): Ways['inProcess'] {
  const { inProcess: here, overSockets: outside } = VENUES[name] ?? {};
  return asksSockets ? outside : (here ?? outside);
}

/** The venue that is asked for: `--venue NAME`, `--bybit [--stream]` or `--ibkr`; the hostile one where nothing is said. */
export function venueIn(args: readonly string[]): string {
  const at = args.indexOf('--venue');
  if (at >= 0) return args[at + 1] ?? '';
  if (args.includes('--bybit')) return args.includes('--stream') ? 'bybit-stream' : 'bybit';
  return args.includes('--ibkr') ? 'ibkr' : 'hostile';
}
