import { describe, expect, test } from 'vitest';
import type { Transition } from '../../../engine/model/trading-state.ts';
import { datingOf } from '../../../reports/dating.ts';
import { riskPart } from '../../../reports/html/risk-part.ts';
import type { Result } from '../../../reports/result.ts';
import { orderOf, resultOf } from '../fixture.ts';

const part = (more: Partial<Result>): string => {
  const result = resultOf(more);
  return riskPart(result, datingOf(result.equity.ts));
};

const stop: Transition = {
  ts: Date.UTC(2024, 0, 3, 12),
  strategyId: null,
  from: 'active',
  to: 'halted',
  who: 'kill',
  why: 'said so',
};

describe('the part of a page about what was refused', () => {
  test('is not there where nothing was refused and nothing restricted', () => {
    expect(part({ refusals: { 'bad-price': 0 } })).toBe('');
  });

  test('counts orders by reason', () => {
    const shown = part({ refusals: { 'insufficient-cash': 1_200, 'bad-price': 0 } });
    expect(shown).toContain('<th scope="row">insufficient-cash</th><td class="num">1,200</td></tr>');
    expect(shown).not.toContain('bad-price');
  });

  test('tells strategies apart where there are several: attached exits are part of their entry', () => {
    const refused = { status: 'rejected', reason: 'order-rate' } as const;
    const orders = [
      orderOf(1, 1, refused),
      orderOf(2, 1, { ...refused, tag: 'stop-loss' }),
      orderOf(3, 1, { ...refused, strategyId: 't' }),
      orderOf(4, 1, { strategyId: 't', status: 'canceled', reason: 'insufficient-margin' }),
      orderOf(5, 1, { strategyId: 't', status: 'canceled', reason: 'user' }),
    ];
    const shown = part({ orders, refusals: { 'order-rate': 2, 'insufficient-margin': 1 } });
    expect(shown).toContain('<th scope="col" class="num">s</th><th scope="col" class="num">t</th>');
    expect(shown).toContain('<th scope="row">order-rate</th><td class="num">2</td><td class="num">1</td><td class="num">1</td>');
    expect(shown).toContain('<th scope="row">insufficient-margin</th><td class="num">1</td><td class="num">0</td><td class="num">1</td>');
  });

  test('says when trading was restricted, of whom, by what and why', () => {
    const transitions = [stop, { ...stop, strategyId: 't', who: 'max-drawdown', why: '<b>' }];
    const shown = part({ risk: { transitions, state: { holds: [], memory: {} } } });
    expect(shown).toContain(
      '<th scope="row">2024-01-03 12:00</th><td>the account</td><td>active</td><td>halted</td><td>kill</td><td>said so</td>',
    );
    expect(shown).toContain('<td>t</td><td>active</td><td>halted</td><td>max-drawdown</td><td>&lt;b&gt;</td>');
  });

  test('lists the last two hundred changes, and says how many there were', () => {
    const transitions = Array.from({ length: 1_234 }, (_, k) => ({ ...stop, why: `no ${k}.` }));
    const shown = part({ risk: { transitions, state: { holds: [], memory: {} } } });
    expect(shown).toContain('The last 200 of 1,234');
    expect([shown.includes('no 1033.'), shown.includes('no 1034.'), shown.includes('no 1233.')]).toEqual([false, true, true]);
  });
});
