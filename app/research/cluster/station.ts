import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Redis } from 'ioredis';
import { Pool } from '../pool.ts';
import type { Task, TrialRecord } from '../trial-record.ts';
import { fetchWork } from './shipped.ts';

/** A sweep's work at a machine: its threads, and the files of its strategies. */
interface Station {
  readonly pool: Pool;
  readonly folder: string;
  /** Jobs of it that are being run. */
  running: number;
}

/** Sweeps whose work is kept at hand. */
const MOST = 3;

/** The work that a machine has fetched: each once, whatever comes of it. */
export class Stations {
  readonly #redis: Redis;
  readonly #threads: number;
  readonly #open = new Map<string, Promise<Station>>();

  constructor(redis: Redis, threads: number) {
    this.#redis = redis;
    this.#threads = threads;
  }

  async run(work: string, tasks: readonly Task[]): Promise<TrialRecord[]> {
    const opening = this.#open.get(work) ?? this.#fetch(work);
    // The newest stands last.
    this.#open.delete(work);
    this.#open.set(work, opening);
    const station = await opening.catch((error: unknown) => {
      this.#open.delete(work);
      throw error;
    });
    station.running++;
    try {
      await this.#makeRoom();
      return await station.pool.some(tasks);
    } finally {
      station.running--;
    }
  }

  async close(): Promise<void> {
    for (const opening of this.#open.values()) await opening.then(end, () => {});
  }

  async #fetch(hash: string): Promise<Station> {
    const { work, files } = await fetchWork(this.#redis, hash);
    const folder = mkdtempSync(join(tmpdir(), 'onetape-worker-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { pool: new Pool({ ...work, baseDir: folder }, this.#threads), folder, running: 0 };
  }

  async #makeRoom(): Promise<void> {
    for (const [hash, opening] of this.#open) {
      if (this.#open.size <= MOST) return;
      const station = await opening;
      if (station.running > 0) continue;
      this.#open.delete(hash);
      await end(station);
    }
  }
}

async function end({ pool, folder }: Station): Promise<void> {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
}
