import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, live, touchable, trouble, types, where } from '../case.ts';
import type { Errand, Line, Stage } from '../subject.ts';
import { REST } from '../touched-venue.ts';
import type { Trial } from '../trial.ts';

const sentOf = (t: Trial, errand: string): readonly number[] => t.line.sent.flatMap((one) => (one.errand === errand ? [one.ts] : []));

/** Rate limits and clocks. */
export const LIMITS: readonly ContractCase[] = [
  contractCase(
    'LIM-01',
    'However many orders there are, no more leave than the venue takes.',
    [types('limit'), live, touchable],
    async (t) => {
      const { limits, costs } = t.line;
      const ids = Array.from({ length: 80 }, () => t.submit({ price: t.away('buy') }));
      await t.until(() => ids.every((id) => t.status(id) !== 'submitted'), 'every order to be answered');
      for (const [name, { units, per }] of Object.entries(limits)) {
        const times = t.line.sent.flatMap(({ errand, ts }) => Array.from({ length: costOf(costs, errand, name) }, () => ts));
        // What is there at first, and what comes in during so long.
        times.forEach((ts, k) => {
          const within = times.slice(k).filter((other) => other - ts < per).length;
          hold(within <= 2 * units, `Expected ${2 * units} requests in ${per} ms at most, but it was ${within}`);
        });
      }
      await t.settled(t.live.cancelAll());
      for (const id of ids) await t.until(() => !t.blotter.isOpen(id), `order ${id} to be over`);
    },
  ),
  contractCase(
    'LIM-02',
    'However many orders wait, a part of the limit is kept for cancels: one leaves at once.',
    [types('limit'), live, touchable, where(hasReserve, 'its venue has no limit with a reserve that a case could reach')],
    async (t) => {
      const resting = t.submit({ price: t.away('buy') });
      await t.becomes(resting, 'accepted');
      const ids = Array.from({ length: 80 }, () => t.submit({ price: t.away('buy') }));
      await t.pass(1);
      const asked = t.stage.clock.now();
      t.cancel(resting);
      await t.becomes(resting, 'canceled');
      const [left] = sentOf(t, 'cancel');
      const leeway = t.stage.clock.isReal === true ? 10 : 0;
      hold(left! - asked <= leeway, `Expected the cancel to leave at once, but it was ${left! - asked} ms later`);
      await t.settled(t.live.cancelAll());
      for (const id of ids) await t.until(() => !t.blotter.isOpen(id), `order ${id} to be over`);
    },
  ),
  contractCase('LIM-03', 'What a busy venue did not take is sent once more.', [types('market'), live, trouble('busy')], async (t) => {
    t.line.next('place', 'busy');
    const id = t.submit();
    await t.becomes(id, 'filled');
    same(sentOf(t, 'place').length, 2, 'how often it was sent');
    same(t.held(), t.qty(1), 'what is held');
  }),
  contractCase('LIM-04', 'A venue that asks for a rest is left alone for so long.', [types('market'), live, trouble('rest')], async (t) => {
    t.line.next('place', 'rest');
    const id = t.submit();
    await t.until(() => sentOf(t, 'place').length === 1, 'the order to be tried');
    const from = t.line.sent.length;
    await t.becomes(id, 'filled');
    const waited = t.line.sent[from]!.ts - sentOf(t, 'place')[0]!;
    hold(waited >= 0.95 * REST, `Expected no request for ${REST} ms, but there was one after ${waited} ms`);
  }),
  contractCase('LIM-05', 'An order that has waited too long is refused, not sent.', [types('limit'), live, trouble('rest')], async (t) => {
    const { maxCommandAge = 0 } = t.stage.options ?? {};
    t.line.next('place', ...Array.from({ length: Math.ceil((2 * maxCommandAge) / REST) }, () => 'rest' as const));
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'rejected');
    same(t.blotter.reason(id), 'too-old', 'the reason');
  }),
  contractCase(
    'CLK-01',
    'While our clock is off nothing adds exposure, and health says by how much.',
    [types('limit'), live, touchable],
    async (t) => {
      const { maxSkew = 1_000 } = t.stage.options ?? {};
      t.line.skew(3 * maxSkew);
      await t.connect();
      t.recall();
      hold(
        Math.abs(t.live.health().skew - 3 * maxSkew) < maxSkew,
        `Expected a skew of about ${3 * maxSkew} ms, but it was ${t.live.health().skew}`,
      );
      const id = t.submit({ price: t.away('buy') });
      await t.becomes(id, 'rejected');
      same(t.blotter.reason(id), 'clock-skew', 'the reason');
    },
    { isCold: true },
  ),
  contractCase(
    'CLK-02',
    'A request whose time was found wrong is sent once more.',
    [types('market'), live, trouble('clock')],
    async (t) => {
      t.line.next('place', 'clock');
      await t.becomes(t.submit(), 'filled');
      same(sentOf(t, 'place').length, 2, 'how often it was sent');
      same(t.held(), t.qty(1), 'what is held');
    },
  ),
];

function costOf(costs: Line['costs'], errand: Errand, limit: string): number {
  if (errand === 'open') return 0;
  const own = costs[errand];
  return own === undefined ? 1 : (own[limit] ?? 0);
}

/** Eighty orders at once are more than a limit takes of which a part is kept. */
function hasReserve({ line }: Stage): boolean {
  return Object.values(line?.limits ?? {}).some(({ units, reserve }) => units < 80 && reserve > 0);
}
