import { describe, expect, it } from 'vitest';
import { certifiedOf } from '../../../engine/broker/live/ccxt/certified/table.ts';
import { loadExchange } from '../../../engine/broker/live/ccxt/load.ts';
import { Sender } from '../../../engine/broker/live/ccxt/sender.ts';
import { preload } from '../../contract/ccxt-fake.ts';
import { VirtualWall } from '../virtual-wall.ts';

describe('an exchange of ccxt on this machine', () => {
  it.each(['binance', 'binance-usdm', 'kraken'])(
    '%s waits for no module once its files are loaded: a clock that is turned would not',
    async (name) => {
      await preload(name);
      let isMade = false;
      const { row } = certifiedOf(name)!;
      const parts = { row, wall: new VirtualWall(), keys: { key: 'k', secret: 'c2VjcmV0' }, sandbox: '', local: '127.0.0.1:1' };
      const made = loadExchange(parts, new Sender([], () => false)).then(() => {
        isMade = true;
      });
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      expect(isMade).toBe(true);
      await made;
    },
  );
});
