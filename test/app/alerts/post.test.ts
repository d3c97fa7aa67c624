import { describe, expect, it } from 'vitest';
import { post } from '../../../app/alerts/post.ts';
import { ALERT, hearing } from './hooks.ts';

// A busy machine answers within the deadline, too.
const FAST = { deadline: 2_000, retries: 2, wait: 5 };
const never = new AbortController().signal;

describe('an alert that is posted', () => {
  it('arrives as JSON, with a line that chats show', async () => {
    const { url, bodies } = await hearing(204);
    await post(url, ALERT, never, FAST);
    const line = 'paper-x: bought 5 ABC at 99';
    expect(bodies).toEqual([{ ...ALERT, text: line, content: line }]);
  });

  it.each([
    [['cut', 200], 2],
    [[503, 429, 200], 3],
    [['silence', 200], 2],
  ] as const)('is posted again after %j', async (answers, times) => {
    const { url, bodies } = await hearing(...answers);
    await post(url, ALERT, never, FAST);
    expect(bodies).toHaveLength(times);
  });

  it.each([
    [404, 1, 'it answered 404'],
    [302, 3, 'fetch failed'],
    [500, 3, 'it answered 500'],
  ] as const)('is given up after %i, asked %i times', async (answer, times, why) => {
    const { url, bodies } = await hearing(answer);
    await expect(post(url, ALERT, never, FAST)).rejects.toThrow(why);
    expect(bodies).toHaveLength(times);
  });

  it('is given up at once when the session has no more time', async () => {
    const { url, bodies } = await hearing(500);
    const controller = new AbortController();
    const posted = post(url, ALERT, controller.signal, { ...FAST, retries: 9, wait: 10_000 });
    setTimeout(() => controller.abort(), 50);
    await expect(posted).rejects.toThrow();
    expect(bodies).toHaveLength(1);
  });
});
