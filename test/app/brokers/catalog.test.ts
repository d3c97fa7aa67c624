import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../../engine/broker/catalog.ts';
import { folder, onetape } from '../in-process.ts';

describe('onetape brokers ls', () => {
  it('lists every broker with its status, a line each', async () => {
    const { code, out } = await onetape(folder(), ['brokers', 'ls']);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines).toHaveLength(CATALOG.length + 1);
    expect(lines.find((line) => line.startsWith('coinbasepro '))).toMatch(/retired +see coinbase or coinbase-exchange$/);
    expect(lines.find((line) => line.startsWith('binance '))).toMatch(/ +ccxt id binance$/);
    expect(lines.find((line) => line.startsWith('tradestation '))).toMatch(/planned/);
  });

  it('writes them as JSON', async () => {
    const { out } = await onetape(folder(), ['brokers', 'ls', '--json', '-']);
    const rows = JSON.parse(out) as { name: string; served: boolean; secrets: string[]; whyNot: string | null }[];
    expect(rows.find(({ name }) => name === 'okx')).toMatchObject({ served: true, secrets: ['OKX_KEY', 'OKX_SECRET', 'OKX_PASSPHRASE'] });
    expect(rows.find(({ name }) => name === 'simulator')).toMatchObject({ served: true, whyNot: null });
  });
});

describe('onetape brokers show', () => {
  it('says what serves a broker, and what one has to know of it', async () => {
    const { code, out } = await onetape(folder(), ['brokers', 'show', 'Interactive', 'Brokers']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Interactive Brokers: orders can go there\.\n/);
    expect(out).toMatch(/by hand +log in to TWS or the Gateway/);
    expect(out).toMatch(/mind that +the login is in the program/);
  });

  it('says why a broker cannot be served, and where to look instead', async () => {
    const { code, out } = await onetape(folder(), ['brokers', 'show', 'Plus500']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Plus500: orders cannot go there. Plus500 has no public API .*: see ig \(planned\) or ibkr\.\n/);
  });

  it('says that orders can go to the simulator', async () => {
    const { out } = await onetape(folder(), ['brokers', 'show', 'simulator']);
    expect(out).toMatch(/^The simulator: orders can go there\.\n/);
  });

  it('refuses a name that nobody knows, and offers what was probably meant', async () => {
    const { code, err } = await onetape(folder(), ['brokers', 'show', 'krakn']);
    expect(code).toBe(2);
    expect(err).toBe('Expected a broker of the catalogue (onetape brokers ls), but it was "krakn"; did you mean "kraken"?\n');
  });
});
