import { rmSync } from 'node:fs';
import type { AccountSnapshot, LiveBroker } from '../../engine/broker/broker.ts';
import type { Note } from '../../engine/broker/live/options.ts';
import type { VenueTerms } from '../../engine/loop/counterparty.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { DAY, HOUR, MINUTE, millis } from '../../engine/model/time.ts';
import type { Arguments, Io } from '../io.ts';
import { liveFeedOf } from '../live/adapter-edge.ts';
import { currenciesOf, supportsOf } from '../live/manifest.ts';
import { openBroker } from '../live/open-broker.ts';
import { beginSession, resumeSession } from '../live/open-session.ts';
import type { Shown } from '../live/recovered.ts';
import { endOf, runSession } from '../live/run-session.ts';
import { sessionFlags } from '../live/session-flags.ts';
import { askAccount } from '../promotion/ask-account.ts';
import { gate, missingLimits } from '../promotion/gate.ts';
import { mayGoLive } from '../promotion/may-go-live.ts';
import { promotionsOf } from '../promotion/promotions.ts';
import { redaction } from '../secrets/redaction.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { workspaceOf } from '../workspace.ts';
import { writeReports } from '../write-reports.ts';

/** How far the venue's clock may be off when a session begins. */
const MAX_SKEW = 1_000;

/** `onetape live [RUN.json]`: the same run on an account at a venue; 3 where the gate before real money says no. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const flags = sessionFlags(args);
  const { resume, override } = args;
  const foreign = foreignOf(args);
  const asked = args['real-money'] === true;
  if (!asked)
    throw new ConfigError('Expected --real-money to trade an account that holds some, but it was missing: "onetape paper" needs none');
  const noted: Note[] = [];
  const open = (of: Parameters<typeof openBroker>[0]) => openBroker(of, { workspace, env: io.env }, (note) => void noted.push(note));
  let opening: LiveBroker | undefined;
  const opened =
    typeof resume === 'string'
      ? await resumeSession(resume, workspace, 'live')
      : await beginSession(
          args,
          io,
          workspace,
          async ({ spec, taped, prepared: run, baseDir: folder }, session) => {
            if (taped !== undefined) throw new ConfigError('Expected a live feed for a live session, but it was a tape');
            const { broker } = spec;
            if (broker === null) throw new ConfigError('Expected "broker" to be the path of an adapter, but it was missing');
            const lacking = missingLimits(spec.risk)[0];
            if (lacking !== undefined) throw new ConfigError(lacking);
            const account = typeof args['account'] === 'string' ? args['account'] : await askAccount(broker);
            if (account === undefined)
              throw new ConfigError(`Expected the id of the account at ${broker} (--account ID), but it was missing`);
            const { instruments } = run.parts;
            const currencies = currenciesOf(run.parts);
            const emulateExits = args['emulate-exits'] === true;
            opening = await open({ session, broker, baseDir: folder, instruments, currencies, emulateExits });
            return { broker, account, supports: supportsOf(opening), emulateExits };
          },
          'live',
        );
  const { journal, prepared, spec, baseDir } = opened;
  let refused: readonly string[] = [];
  let isRefused = false;
  try {
    const { manifest } = journal;
    const broker = opening ?? (await open(manifest));
    const admit = ({ account }: AccountSnapshot, drift: readonly string[]): void => {
      const promotion = mayGoLive(promotionsOf(workspace), hashesOf(prepared));
      const { skew } = broker.health();
      const typed = manifest.account;
      const why = typeof override === 'string' ? override : undefined;
      const facts = { asked, venue: broker.name, account, typed, risk: spec.risk, drift, skew, maxSkew: MAX_SKEW, promotion };
      const { reasons, decision } = gate({ ...facts, override: why });
      refused = reasons;
      if (reasons.length > 0) throw new ConfigError(reasons[0]!);
      if (decision === undefined) return;
      const now = Date.now();
      journal.append([{ kind: 'decision', ts: now, seenTs: now, what: 'promotion-override', text: decision }]);
      io.stderr.write(`${decision}\n`);
    };
    const terms = ({ ts, answers }: Shown): VenueTerms => ({
      ...{ broker, answers, admit, every: MINUTE },
      // What was booked already is known by the names of its executions.
      since: millis(Math.max(Number.isFinite(ts) ? ts - HOUR : manifest.created, manifest.created)),
      // A session begins with the money that its run file says: a difference adopted then would look like a gain.
      options: { foreign, adoptedBy: 0, cash: foreign === 'refuse' && !Number.isFinite(ts) ? 'refuse' : 'adopt', fullHistory: false },
    });
    const listened = spec.liveFeed ?? manifest.broker;
    const around = { workspace, env: io.env, baseDir };
    const feed = ({ ts }: Shown) => liveFeedOf(listened, spec.liveFeed === null ? 'broker' : 'liveFeed', { prepared }, around, ts);
    const notes = () => noted.splice(0).map(({ what, text }) => ({ what, text: redaction.text(text) }));
    const { result, unfinished } = await runSession({ ...opened, flags, io, feed, venue: { broker, terms }, notes, epoch: DAY });
    await writeReports(result, args, workspace, io);
    return endOf(unfinished, io);
  } catch (error) {
    if (refused.length === 0) throw error;
    io.stderr.write(`${refused.join('\n')}\n`);
    isRefused = typeof resume !== 'string';
    return 3;
  } finally {
    journal.close();
    // A session that was never let in has nothing to remember.
    if (isRefused) rmSync(opened.folder, { recursive: true, force: true });
  }
}

/** What is done about orders and positions that are not of this session. */
function foreignOf({ foreign = 'refuse' }: Arguments): 'adopt' | 'refuse' {
  if (foreign === 'adopt' || foreign === 'refuse') return foreign;
  throw new ConfigError(`Expected --foreign to be adopt or refuse, but it was "${foreign}"`);
}
