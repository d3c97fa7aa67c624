import { describe, expect, it } from 'vitest';
import { stageAt, venueIn } from './venues.ts';

describe('the venue of npm run fault', () => {
  it.each([
    ['--seeds 1..2', 'hostile'],
    ['--seeds 1..2 --venue kraken --crash', 'kraken'],
    ['--seeds 1..2 --bybit', 'bybit'],
    ['--seeds 1..2 --bybit --stream', 'bybit-stream'],
    ['--sweep --ibkr', 'ibkr'],
    ['--sweep --venue', ''],
  ])('%s: "%s"', (line, name) => {
    expect(venueIn(line.split(' '))).toBe(name);
  });

  it('is played over sockets where that is asked for, and where it is known there only', () => {
    expect(stageAt('hostile', true)).not.toBe(stageAt('hostile', false));
    expect(stageAt('kraken', false)).toBe(stageAt('kraken', true));
    expect(stageAt('unified', true)).toBeUndefined();
    expect(stageAt('bittrex', false)).toBeUndefined();
  });
});
