import { describe, expect, it } from 'vitest';
import { recovered } from '../../../app/live/recovered.ts';
import { EPOCH_VERSION } from '../../../engine/loop/epoch.ts';
import type { Entry, Manifest } from '../../../engine/loop/journal.ts';
import { LiveSession } from '../../../engine/loop/live-session.ts';
import { DAY } from '../../../engine/model/time.ts';
import { loud, paper } from '../../engine/live-world.ts';
import { randomParts } from '../../property/random-run.ts';

/** The journal of a session in several epochs, their beginnings of a version. */
async function journalOf(version: number) {
  const { notebook, session } = await paper(() => randomParts(3), DAY);
  const entries = notebook.entries.map((entry): Entry => {
    if (entry.kind !== 'epoch') return entry;
    const state = entry.state as { readonly session: object };
    return { ...entry, state: { ...state, session: { ...state.session, version } } };
  });
  const starts = entries.flatMap(({ kind }, k) => (k === 0 || kind === 'epoch' ? [k] : []));
  const journal = {
    manifest: { session: 'paper-1' } as Manifest,
    epochs: starts.length,
    entries: (epoch = starts.length - 1) => entries.slice(starts[epoch]),
  };
  return { journal, session };
}

/** Recovers it, and says in which epoch the session began. */
function again(journal: Awaited<ReturnType<typeof journalOf>>['journal']) {
  const asked: number[] = [];
  const fresh = (epoch: number): LiveSession => {
    asked.push(epoch);
    return new LiveSession(randomParts(3), { failed: loud });
  };
  const found = recovered(fresh, journal, false);
  found.live.assembly.session.finish();
  return { ...found, asked };
}

describe('a session that is run again', () => {
  it('begins in its newest epoch', async () => {
    const { journal } = await journalOf(EPOCH_VERSION);
    expect(journal.epochs).toBeGreaterThan(2);
    expect(again(journal).asked).toEqual([journal.epochs - 1]);
  });

  it('begins at its very beginning where another version wrote that epoch, and is what it was', async () => {
    const { journal, session } = await journalOf(EPOCH_VERSION - 1);
    const { asked, live, shown, changed } = again(journal);
    expect([asked, changed]).toEqual([[0], undefined]);
    expect(shown.rows).toEqual(session.passed);
    expect(live.assembly.session.account.equity).toBe(session.assembly.session.account.equity);
  });
});
