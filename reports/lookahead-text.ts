import { isoTime } from '../engine/model/time.ts';
import type { AheadRecord, LookaheadRecord, WarmupRecord } from './lookahead.ts';

const FUTURES = {
  prefix: 'was not there',
  risen: 'was ten times as high',
  fallen: 'was a tenth as high',
  shuffled: 'came in another order',
} as const satisfies Record<AheadRecord['how'], string>;

/** The summary of `onetape lookahead`; what is wrong is said elsewhere, in one sentence. */
export function lookaheadText(record: LookaheadRecord): string {
  const { decisions, cuts, runs, verdict, isolated, notes, warmup } = record;
  const lines = [
    `Look-ahead: ${VERDICTS[verdict]}`,
    '',
    `${decisions} decisions, cut at ${cuts.length} moments, ${runs} runs${isolated ? ', the strategy in a process without files and network' : ''}`,
    ...(warmup.starts.length === 0
      ? []
      : ['', 'Begun later, it decides the same (the same thing of the same feed, whatever its size):', ...warmupLines(warmup)]),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `Note: ${note}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

const VERDICTS = {
  honest: 'none found. No decision depended on what came after it',
  ahead: 'FOUND',
  refused: 'REFUSED',
  foretold: 'FOUND in the data',
  nothing: 'nothing proven',
} as const satisfies Record<LookaheadRecord['verdict'], string>;

function warmupLines({ declared, starts }: WarmupRecord): string[] {
  return starts.map(({ start, rows, agreed, isCovered }) => {
    const from = `  from ${isoTime(start)}:`;
    const then = agreed === 0 ? ', and decides nothing after that' : `, ${agreed} decisions`;
    const enough =
      declared === 0
        ? ''
        : isCovered
          ? `; the declared warm-up of ${declared} is enough`
          : `; the declared warm-up of ${declared} is too short`;
    return `${from} ${rows === 0 ? 'at once' : `after ${rows} rows`}${then}${enough}`;
  });
}

/** What is wrong, in one sentence; null where nothing is. */
export function lookaheadFault(record: LookaheadRecord): string | null {
  const { verdict, ahead, refused, foretold } = record;
  if (verdict === 'honest') return null;
  if (verdict === 'nothing') return 'Expected decisions with data behind them, by which look-ahead could be found, but there was "none"';
  if (verdict === 'refused') {
    const { what, place } = refused[0]!;
    return `${at(place)}Expected a strategy that knows only what it is given, but it tried to ${what}`;
  }
  if (verdict === 'foretold') {
    const { feed, column, of, what, share } = foretold[0]!;
    const percent = `${Math.round(share * 100)} %`;
    const why =
      what === 'price'
        ? `are prices of "${of}" that were made later (in ${percent} of rows)`
        : `are the way that "${of}" went next (in ${percent} of rows)`;
    return `Expected "knownAt" of "${feed}" to be when its rows became known, but the values of "${column}" ${why}`;
  }
  const { how, cut, number, ts, before, after, feeds, place } = ahead!;
  const named = feeds.map((feed) => `"${feed}"`).join(' and ');
  return `${at(place)}Expected decision ${number} (${isoTime(ts)}) to be what it was, "${before ?? 'nothing'}", whatever came later, but it was "${after ?? 'nothing'}" when the future of ${named} after ${isoTime(cut)} ${FUTURES[how]}`;
}

const at = (place: string | null): string => (place === null ? '' : `${place}: `);
