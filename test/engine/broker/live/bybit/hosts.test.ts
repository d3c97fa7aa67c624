import { describe, expect, it } from 'vitest';
import { hostsOf } from '../../../../../engine/broker/live/bybit/hosts.ts';

describe('where Bybit is', () => {
  it('is another place for paper money than for real money, of which a demo account shares the market', () => {
    expect([hostsOf('live').rest, hostsOf('demo').rest, hostsOf('testnet').rest]).toEqual([
      ...['https://api.bybit.com', 'https://api-demo.bybit.com', 'https://api-testnet.bybit.com'],
    ]);
    expect(hostsOf('demo')).toMatchObject({ privateStream: 'wss://stream-demo.bybit.com', publicStream: 'wss://stream.bybit.com' });
  });

  it('is a site of its own in some regions, for real money only', () => {
    expect(hostsOf('live', 'TR')).toMatchObject({ rest: 'https://api.bybit.tr', privateStream: 'wss://stream.bybit.tr' });
    expect(hostsOf('live', 'nl')).toMatchObject({ rest: 'https://api.bybit.nl', privateStream: 'wss://stream.bybit.com' });
    expect(() => hostsOf('live', 'xx')).toThrow('Expected ONETAPE_BYBIT_REGION to be one of nl, tr');
    expect(() => hostsOf('demo', 'tr')).toThrow('for the demo account');
  });

  it('is never another machine, which would be sent what signs orders', () => {
    expect(hostsOf('live', undefined, '127.0.0.1:8080')).toMatchObject({
      rest: 'http://127.0.0.1:8080',
      privateStream: 'ws://127.0.0.1:8080',
    });
    for (const other of ['evil.com', '127.0.0.1.evil.com', '127.0.0.1:80@evil.com', 'localhost/../x'])
      expect(() => hostsOf('live', undefined, other)).toThrow('a server on this machine');
  });
});
