import { describe, expect, it } from 'vitest';
import { type AdapterContext, isLiveFeed, isVenue } from '../../../app/brokers/adapter.ts';
import { nativeAdapter } from '../../../app/brokers/native-adapter.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { MINUTE } from '../../../engine/model/time.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';

const AAPL = instrumentOf('AAPL.IBKR', { tickSize: 0.01, stepSize: 1 });

/** Nobody asks for a secret: the login is in TWS. */
const context = (env: AdapterContext['env'] = {}): AdapterContext => ({
  ...{ wall: new VirtualWall(), env, instruments: [AAPL] },
  secrets: (field) => {
    throw new ConfigError(`nobody asks for ${field}`);
  },
});

describe('Interactive Brokers by its names', () => {
  it('gives a venue and market data for real and for paper money, without secrets', async () => {
    for (const name of ['ibkr', 'IBKR-Paper']) {
      const { module } = nativeAdapter(name, 'broker');
      const wanted = [{ feed: 0, instrument: AAPL, kind: 'bars', length: MINUTE }] as const;
      expect(isVenue(await module.default(context()))).toBe(true);
      expect(isLiveFeed(await module.feed!(context(), wanted))).toBe(true);
    }
  });

  it.each([
    [{ ONETAPE_IBKR_PORT: '0' }, 'Expected ONETAPE_IBKR_PORT to be a whole number from 1 to 65535, but it was "0"'],
    [{ ONETAPE_IBKR_CLIENT_ID: 'me' }, 'Expected ONETAPE_IBKR_CLIENT_ID to be a whole number from 0 to 999999, but it was "me"'],
  ])('with %j is refused', async (env, sentence) => {
    await expect(nativeAdapter('ibkr', 'broker').module.default(context(env))).rejects.toThrow(sentence);
  });

  it('says where no TWS answers, and what to do there', async () => {
    const venue = await nativeAdapter('ibkr-paper', 'broker').module.default(context({ ONETAPE_IBKR_PORT: '1' }));
    if (!isVenue(venue)) return expect.unreachable();
    await expect(venue.open(() => {}, new AbortController().signal)).rejects.toMatchObject({
      kind: 'not-sent',
      message: expect.stringMatching(
        /^no TWS or IB Gateway answers at 127\.0\.0\.1:1: log in there, and allow "ActiveX and Socket Clients"/,
      ),
    });
    await venue.close();
  });
});
