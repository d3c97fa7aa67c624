import pRetry, { AbortError } from 'p-retry';
import type { Alert } from './alert.ts';

/** How long an answer may take, and how often it is tried again. */
export interface PostTerms {
  /** Milliseconds. */
  readonly deadline: number;
  readonly retries: number;
  /** The first wait before another attempt; each following is twice as long, milliseconds. */
  readonly wait: number;
}

const TERMS: PostTerms = { deadline: 5_000, retries: 3, wait: 500 };

/**
 * Posts an alert as JSON. Rejects where the address does not take it: at once where it says that it never will, otherwise after a few attempts. Its
 * `text` and `content` are the line that Slack, Mattermost and Discord show.
 */
export async function post(url: string, alert: Alert, signal: AbortSignal, terms: PostTerms = TERMS): Promise<void> {
  const line = `${alert.session}: ${alert.text}`;
  const body = JSON.stringify({ ...alert, text: line, content: line });
  const once = async (): Promise<void> => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(terms.deadline)]),
    });
    await answer.body?.cancel();
    if (answer.ok) return;
    const failure = new Error(`it answered ${answer.status}`);
    throw answer.status === 429 || answer.status >= 500 ? failure : new AbortError(failure);
  };
  await pRetry(once, { retries: terms.retries, minTimeout: terms.wait, factor: 2, signal, unref: true });
}
