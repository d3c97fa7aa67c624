import { catalogEntry, nearestBroker, whyNotServed } from '../../engine/broker/catalog.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { WALL } from '../live/wall.ts';
import type { SecretSource } from '../secrets/secrets-for.ts';
import { type Adapter, isVenue } from './adapter.ts';
import { accountFake } from './contract/account-fake.ts';
import { simulatorSubject } from './contract/simulator-subject.ts';
import type { Fake, Stage, Subject } from './contract/subject.ts';
import { HASTY, venueSubject } from './contract/venue-subject.ts';
import { adapterContext, isAdapterPath, loadAdapter, openAdapter } from './load-adapter.ts';

/** What a check needs beside the name of what is checked. */
export interface CheckSource extends SecretSource {
  readonly cwd: string;
  /** The id of a test account, as it was typed. */
  readonly account: string | undefined;
}

/** What the cases are played on: by a name of the catalogue, or by the path of an adapter. Throws a ConfigError that says what is missing. */
export async function subjectOf(ref: string, source: CheckSource): Promise<Subject> {
  if (isAdapterPath(ref)) return adapterSubject(await loadAdapter(ref, source.cwd), source);
  const entry = catalogEntry(ref);
  if (entry === undefined) {
    const near = nearestBroker(ref);
    throw new ConfigError(
      `Expected a broker of the catalogue (onetape brokers ls) or the path of an adapter, but it was "${ref}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    );
  }
  if (entry.name === 'simulator') return simulatorSubject();
  throw new ConfigError(
    `Expected a broker that can be checked, but it was "${ref}": ${whyNotServed(entry) ?? 'its own tests check it, and what they found is in docs/brokers.md'}`,
  );
}

async function adapterSubject(adapter: Adapter, source: CheckSource): Promise<Subject> {
  const { module, path } = adapter;
  if (source.account !== undefined) return accountSubject(adapter, source, source.account);
  if (module.subject !== undefined) return counterpartSubject(adapter);
  const more = module.testAccount === undefined ? '' : ', or --account with the id of its test account, on which real orders are sent';
  throw new ConfigError(`Expected an export "subject", a counterpart to play the cases on${more}, but it was missing`, { place: path });
}

/** An adapter with a counterpart of its own. One without a clock answers at once: it is waited for in milliseconds, not in seconds. */
async function counterpartSubject({ module, path, name }: Adapter): Promise<Subject> {
  const make = async (): Promise<Fake | Stage> => {
    const made: unknown = await module.subject!({ wall: WALL });
    if (isFake(made) || isStage(made)) return made;
    throw new ConfigError('Expected the export "subject" to give a Fake with a venue, or a Stage with a broker, but it was neither', {
      place: path,
    });
  };
  const first = await make();
  await first.close();
  const isReal = first.clock === undefined || first.clock.isReal === true;
  const pace = isReal ? { patience: 8_000, rest: 400, options: HASTY } : {};
  if (isStage(first))
    return { name, patience: pace.patience ?? 120_000, rest: pace.rest ?? 20_000, far: 30, open: async () => (await make()) as Stage };
  return venueSubject({ name, wall: WALL, fake: async () => (await make()) as Fake, ...pace });
}

/** An adapter on a test account of its venue. */
async function accountSubject(adapter: Adapter, source: CheckSource, typed: string): Promise<Subject> {
  const { module, path, name } = adapter;
  if (module.testAccount === undefined)
    throw new ConfigError('Expected an export "testAccount" that says on which account orders may be sent, but it was missing', {
      place: path,
    });
  const context = await adapterContext(adapter, { ...source, wall: WALL, instruments: [] });
  const account = await module.testAccount(context);
  const fake = await accountFake(
    async (instruments) => {
      const opened = await openAdapter(adapter, { ...context, instruments });
      if (isVenue(opened)) return opened;
      throw new ConfigError('Expected a Venue, for only of one a test account can be checked, but it was a LiveBroker', { place: path });
    },
    account,
    typed,
    WALL,
  );
  const options = { deadline: 5_000, notFoundHorizon: 10_000, lookEvery: 10_000 };
  const tag = `c${(WALL.now() % 1_679_616).toString(36)}`;
  return venueSubject({ name, wall: WALL, fake, patience: 60_000, rest: 3_000, far: account.far, options, tag });
}

const isFake = (value: unknown): value is Fake =>
  typeof value === 'object' && value !== null && 'venue' in value && isVenue(value.venue) && 'market' in value && 'close' in value;

const isStage = (value: unknown): value is Stage => typeof value === 'object' && value !== null && 'broker' in value && 'clock' in value;
