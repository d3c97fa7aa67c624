import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Alert } from '../../../app/alerts/alert.ts';

export const ALERT: Alert = {
  event: 'fill',
  session: 'paper-x',
  mode: 'paper',
  ts: '2024-01-02T00:00:00.000Z',
  at: '2024-01-02T00:00:01.000Z',
  text: 'bought 5 ABC at 99',
  data: { qty: 5 },
  suppressed: 0,
};

/** A server of an address that alerts are posted to: what it got, and what it answers, one after the other, the last one for ever. */
export async function hearing(...answers: readonly (number | 'silence' | 'cut')[]) {
  const bodies: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => (body += String(bytes)));
    request.on('end', () => {
      bodies.push(JSON.parse(body));
      const answer = answers[Math.min(bodies.length, answers.length) - 1]!;
      if (answer === 'cut') request.socket.destroy();
      else if (answer !== 'silence') response.writeHead(answer, { location: '/elsewhere' }).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, bodies };
}
