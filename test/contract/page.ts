import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from '../../app/brokers/contract/cases.ts';
import type { CaseResult } from '../../app/brokers/contract/run-contract.ts';
import type { Stage } from '../../app/brokers/contract/subject.ts';
import { ROOT } from '../docs/pages.ts';

/** What one subject came to. */
export interface Played {
  readonly name: string;
  readonly supports: Stage['supports'];
  readonly results: readonly CaseResult[];
}

const PAGE = join(ROOT, 'docs/brokers.md');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** How many cases passed, were skipped and failed. */
export const counts = (results: readonly CaseResult[]): readonly string[] =>
  (['passed', 'skipped', 'failed'] as const).map((wanted) => String(results.filter(({ outcome }) => outcome === wanted).length));

/** What was skipped, by its reason. */
export function reasons(results: readonly CaseResult[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const { id, outcome, why } of results) if (outcome === 'skipped') all.set(why, [...(all.get(why) ?? []), id]);
  return all;
}

const FULL = { types: 12, tifs: 5 } as const;

/** What a broker states, in words. */
export function stated({ types, tifs, contingent, amend, uniqueIds, findsById, reduceOnly, postOnly }: Stage['supports']): string[] {
  const all = (what: ReadonlySet<string>, most: number): string => (what.size === most ? 'all' : [...what].join(', '));
  const yes = (holds: boolean | undefined): string => (holds === false ? 'no' : 'yes');
  const ids = findsById === false ? 'not asked for' : (uniqueIds ?? 'not needed');
  return [all(types, FULL.types), all(tifs, FULL.tifs), contingent, amend ?? 'in-place', ids, yes(reduceOnly), yes(postOnly)];
}

/** What is stated. */
export const STATED = ['order types', 'time in force', 'linked orders', 'changes', 'client ids', 'reduce-only', 'post-only'];
const COUNTS = ['passed', 'skipped', 'failed'];

/** What was skipped, by the reason: whose cases, and which. */
function skips(played: readonly Played[]): string {
  const lines = new Map<string, string[]>();
  for (const { name, results } of played) {
    for (const [why, ids] of reasons(results)) {
      const line = `${why}: ${ids.join(', ')}`;
      lines.set(line, [...(lines.get(line) ?? []), name]);
    }
  }
  return [...lines].map(([line, names]) => `- ${names.join('; ')}: ${line}`).join('\n');
}

/** The parts of docs/brokers.md that the suite writes, by the name of their marks. */
export function partsOfPage(brokers: readonly Played[], venues: readonly Played[]): Readonly<Record<string, string>> {
  const rows = (played: readonly Played[]): string[][] =>
    played.map(({ name, supports, results }) => [name, ...stated(supports), ...counts(results)]);
  const head = [...STATED, ...COUNTS];
  return {
    brokers: `${table(['broker', ...head], rows(brokers))}\n\nSkipped:\n\n${skips(brokers)}`,
    venues: table(['venue', ...head], rows(venues)),
    cases: table(
      ['case', 'what a broker does'],
      CASES.map(({ id, says }) => [id, says]),
    ),
  };
}

const between = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\n)([\\s\\S]*?)(<!-- /${name} -->)`);

/** What stands on the page between two marks. */
export const partOnPage = (name: string): string => (between(name).exec(readFileSync(PAGE, 'utf8'))?.[2] ?? '').trim();

/** Writes the parts into the page. */
export function writePage(parts: Readonly<Record<string, string>>): void {
  let text = readFileSync(PAGE, 'utf8');
  for (const [name, part] of Object.entries(parts))
    text = text.replace(between(name), (_, open, _old, close) => `${open}\n${part}\n\n${close}`);
  writeFileSync(PAGE, text);
}
