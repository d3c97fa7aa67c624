import { describe, expect, it } from 'vitest';
import { CASES } from '../../app/brokers/contract/cases.ts';
import { playCase } from '../../app/brokers/contract/run-contract.ts';
import type { Subject } from '../../app/brokers/contract/subject.ts';
import { certifiedOf } from '../../engine/broker/live/ccxt/certified/table.ts';
import { brokerContract, supportsOf } from './broker.ts';
import { buysAtMarket } from './ccxt-generic-fake.ts';
import type { ExchangeSubject } from './ccxt-subjects.ts';
import { EXCHANGES_HEAD, exchangeLines, headOnPage, linesOnPage, writeLines } from './exchange-page.ts';

/** Plays what must not rest on what a wallet happens to have besides. */
export function pennilessContract(subject: Subject): void {
  it.each(['LNK-13', 'LNK-15'])(`${subject.name}: with nothing in the wallet but what was bought (%s)`, async (id) => {
    const played = await playCase(subject, CASES.find((one) => one.id === id)!);
    expect(played).toMatchObject({ outcome: 'passed', why: '' });
  });
}

/** Puts an exchange through the contract; what is found stands in its lines of docs/brokers.md, which no other test writes. */
export function exchangeContract({ name, playedOn, subject }: ExchangeSubject): void {
  const results = brokerContract(subject);
  describe(`docs/brokers.md, ${name}`, () => {
    it('has what the suite found; WRITE_DOCS=1 writes it', async ({ skip }) => {
      if (results.length < CASES.length) skip('only some of the cases were played');
      const { row } = certifiedOf(name)!;
      const lines = exchangeLines(row, playedOn, buysAtMarket(row), { name, supports: await supportsOf(subject), results });
      if (process.env['WRITE_DOCS'] === '1') writeLines(name, lines);
      expect([...headOnPage(), ...linesOnPage(name)]).toEqual([...EXCHANGES_HEAD, ...lines]);
    });
  });
}
