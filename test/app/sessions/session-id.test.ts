import { describe, expect, it } from 'vitest';
import { newSessionId, tagOf } from '../../../app/sessions/session-id.ts';

const NOW = Date.UTC(2026, 10, 21, 19, 55, 59);

describe('the id of a session', () => {
  it('says mode, strategy and time, and ends in four signs of its own', () => {
    expect(newSessionId('paper', 'sma-cross', NOW)).toMatch(/^paper-sma-cross-20261121-1955-[a-z2-9]{4}$/);
    expect(new Set(Array.from({ length: 50 }, () => newSessionId('paper', 'x', NOW))).size).toBeGreaterThan(45);
  });

  it('is a plain name for a folder whatever the strategy is called, and short enough for the path of a socket', () => {
    expect(newSessionId('live', '../My Strategy!', NOW)).toMatch(/^live-my-strategy-20261121/);
    expect(newSessionId('live', '§§§', NOW)).toMatch(/^live-session-20261121/);
    expect(newSessionId('live', 'a'.repeat(99), NOW).length).toBeLessThan(50);
    expect(newSessionId('live', `${'a'.repeat(23)}-b`, NOW)).toMatch(/^live-a{23}-2026/);
  });
});

describe('the tag of a session', () => {
  it('is eight of a-z and 0-9, the same for the same session and another for another', () => {
    const tags = Array.from({ length: 2000 }, (_, k) => tagOf(`paper-x-20261121-1955-${k}`));
    for (const tag of tags) expect(tag).toMatch(/^[a-z0-9]{8}$/);
    expect(new Set(tags).size).toBe(2000);
    expect(tagOf('paper-x-20261121-1955-7')).toBe(tags[7]);
  });
});
