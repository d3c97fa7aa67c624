import type { Dating } from '../dating.ts';
import { escapeHtml } from '../escape.ts';
import { grouped } from '../format.ts';
import type { LogRecord } from '../result.ts';

const MOST = 200;

/** What the strategies logged, the last 200 lines. */
export function logList(logs: readonly LogRecord[], { at }: Dating): string {
  const lines = logs.slice(-MOST).map(({ ts, strategy, message, fields }) => {
    const more = fields === undefined ? '' : ` ${JSON.stringify(fields)}`;
    return escapeHtml(`${at(ts)}  ${strategy}  ${message}${more}`);
  });
  const left = logs.length > MOST ? `<p class="note">The last ${MOST} of ${grouped(logs.length, 0)}; all are in the JSON file.</p>` : '';
  return `<pre tabindex="0">${lines.join('\n')}</pre>${left}`;
}
