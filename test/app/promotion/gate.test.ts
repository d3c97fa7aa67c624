import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askAccount } from '../../../app/promotion/ask-account.ts';
import { type GateFacts, gate } from '../../../app/promotion/gate.ts';
import { mayGoLive } from '../../../app/promotion/may-go-live.ts';
import type { Promotion } from '../../../app/promotion/promotion.ts';

const HASHES = { engine: 'e1', code: 'c1', params: 'p1' };
const promoted = (kind: Promotion['kind'], hashes: Partial<Promotion['hashes']> = {}, source = `a-${kind}`): Promotion => ({
  ...{ kind, source, strategies: ['mine'], ts: '2026-11-21T00:00:00.000Z' },
  hashes: { ...HASHES, ...hashes },
  evidence: { steps: 500, commands: 9, hours: 8, tape: null, journal: { entries: 700, hash: 'ff' } },
});

const NO_BACKTEST = 'Expected a backtest of this very strategy that was promoted (onetape promote RUN_ID), but there was none';
const NO_PAPER = 'Expected a verified paper session of this very strategy that was promoted (onetape promote SESSION), but there was none';

describe('what may go live', () => {
  it('has been promoted as a backtest and as a paper session', () => {
    expect(mayGoLive([promoted('backtest'), promoted('paper')], HASHES)).toEqual([]);
    expect(mayGoLive([], HASHES)).toEqual([NO_BACKTEST, NO_PAPER]);
    expect(mayGoLive([promoted('paper'), promoted('paper')], HASHES)).toEqual([NO_BACKTEST]);
  });

  it('is exactly what was promoted: engine, code and parameters; the nearest that is not is named', () => {
    const far = promoted('backtest', { engine: 'e0', code: 'c0', params: 'p0' }, 'far');
    const near = promoted('backtest', { params: 'p2' }, 'near');
    expect(mayGoLive([far, near, far, promoted('paper')], HASHES)).toEqual([
      'Expected a backtest of this very strategy that was promoted (onetape promote RUN_ID), but "near" was of other parameters',
    ]);
    expect(mayGoLive([promoted('backtest'), promoted('paper', { engine: 'e0', code: 'c0' })], HASHES)).toEqual([
      'Expected a verified paper session of this very strategy that was promoted (onetape promote SESSION), but "a-paper" was of another version of the strategy and another engine',
    ]);
  });
});

const OPEN: GateFacts = {
  ...{
    asked: true,
    venue: 'bybit',
    account: 'A-17',
    typed: 'A-17',
    drift: [],
    skew: -40,
    maxSkew: 1000,
    promotion: [],
    override: undefined,
  },
  risk: { maxDailyLoss: { limit: 0.02 }, maxPositionNotional: { BTC: 5_000 } },
};

describe('the gate before real money', () => {
  it('is open where everything is as it must be', () => {
    expect(gate(OPEN)).toEqual({ reasons: [], decision: undefined });
    expect(gate({ ...OPEN, risk: { maxDrawdown: 0.1, maxOrderNotional: 100 } }).reasons).toEqual([]);
  });

  it.each<[Partial<GateFacts>, string]>([
    [{ asked: false }, 'Expected --real-money to trade an account that holds some, but it was missing'],
    [{ typed: undefined }, 'Expected the id of the account at bybit to be typed (or --account), but it was missing'],
    [{ typed: 'A-18' }, 'Expected the id of the account at bybit, "A-17", but it was "A-18"'],
    [{ risk: { maxPositionNotional: 1 } }, 'Expected "risk.maxDrawdown" or "risk.maxDailyLoss" to be set, but both were missing'],
    [
      { risk: { maxDrawdown: 0.1, maxOrderQty: 1, maxPositionNotional: null } },
      'Expected "risk.maxOrderNotional" or "risk.maxPositionNotional" to be set, but both were missing',
    ],
    [
      { drift: ['2 BTC are held that no order of ours bought'] },
      'Expected the account at bybit as we know it, but 2 BTC are held that no order of ours bought',
    ],
    [{ skew: -1500.4 }, 'Expected a clock within 1000 ms of that of bybit, but it was "-1500" ms off'],
    [{ skew: Number.NaN }, 'Expected a clock within 1000 ms of that of bybit, but it was not compared'],
    [{ promotion: [NO_PAPER] }, NO_PAPER],
    [{ override: '  ' }, 'Expected a reason after --override, but it was missing'],
  ])('is shut by %j', (wrong, reason) => {
    expect(gate({ ...OPEN, ...wrong })).toEqual({ reasons: [reason], decision: undefined });
  });

  it('can be opened without a promotion by a person who says why, and by nothing else', () => {
    const passage = gate({ ...OPEN, promotion: [NO_PAPER], override: 'the venue has no paper account' });
    expect(passage).toEqual({ reasons: [], decision: `live without promotion: the venue has no paper account (${NO_PAPER})` });
    const shut = gate({
      ...OPEN,
      asked: false,
      typed: 'x',
      skew: Number.NaN,
      drift: ['?'],
      risk: {},
      promotion: [NO_PAPER],
      override: 'because',
    });
    expect(shut.reasons).toHaveLength(6);
  });

  it('tells all that is missing at once', () => {
    expect(gate({ ...OPEN, asked: false, typed: undefined, promotion: [NO_BACKTEST, NO_PAPER] }).reasons).toHaveLength(4);
  });
});

describe('the account', () => {
  const terminal = (isTTY: boolean) => ({ input: Object.assign(new PassThrough(), { isTTY }), output: new PassThrough() });

  it('is typed by a person on a terminal, who has to know it', async () => {
    const { input, output } = terminal(true);
    const asked = askAccount('bybit', { input, output });
    input.write(' A-17 \n');
    expect(await asked).toBe('A-17');
    expect(String(output.read())).toContain('Real money at bybit. Type the id of the account: ');
  });

  it('is not taken from a pipe, nor from a terminal that is closed', async () => {
    expect(await askAccount('bybit', terminal(false))).toBeUndefined();
    const { input, output } = terminal(true);
    const asked = askAccount('bybit', { input, output });
    input.end();
    expect(await asked).toBeUndefined();
  });
});
