import { escapeHtml } from '../escape.ts';
import type { Result } from '../result.ts';

/** The specification, the hash, and what to type to come to the same result. */
export function reproduction({ runId, resultHash, engine, spec }: Result): string {
  const json = JSON.stringify(spec, null, 2) ?? 'null';
  return `<p>Result hash <code id="hash">${escapeHtml(resultHash)}</code></p>
<p class="quiet">Run ${escapeHtml(runId)}, onetape ${escapeHtml(engine.version)}, Node ${escapeHtml(engine.node)}. <code>onetape rerun ${escapeHtml(runId)}</code> repeats it and compares the hash; or save the lines below as <code>run.json</code> beside the data and type <code>onetape backtest run.json</code>.</p>
<pre tabindex="0"><code>${escapeHtml(json)}</code></pre>`;
}
