import { ConfigError } from '../../../engine/model/errors.ts';
import { checkLine, checkSummary } from '../../brokers/check-table.ts';
import { CASES } from '../../brokers/contract/cases.ts';
import { type CaseResult, runContract } from '../../brokers/contract/run-contract.ts';
import { subjectOf } from '../../brokers/subject-of.ts';
import type { Arguments, Io } from '../../io.ts';
import { textOf } from '../../read-flags.ts';
import { redaction } from '../../secrets/redaction.ts';
import { workspaceOf } from '../../workspace.ts';
import { write } from '../../write.ts';

/** `onetape brokers check PATH|NAME`: plays what every broker promises; exit 3 where one promise is not kept. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const wanted = textOf(args, 'case');
  const cases = wanted === undefined ? CASES : CASES.filter(({ id }) => id.startsWith(wanted.toUpperCase()));
  if (cases.length === 0)
    throw new ConfigError(`Expected --case to be a case or a group of them such as ${CASES[0]!.id} or UNK, but it was "${wanted}"`);
  const subject = await subjectOf(String(args['first']), {
    ...{ workspace: workspaceOf(args, io), env: io.env, cwd: io.cwd, account: textOf(args, 'account') },
  });
  const path = textOf(args, 'json');
  const prints = args['quiet'] !== true && path !== '-';
  // What an adapter says of a failure may quote what it sent.
  const results: CaseResult[] = [];
  await runContract(subject, cases, (result) => {
    const shown = { ...result, why: redaction.text(result.why) };
    results.push(shown);
    if (prints) io.stdout.write(checkLine(shown));
  });
  if (path !== undefined) write(path, `${JSON.stringify({ name: subject.name, cases: results })}\n`, io);
  if (prints) io.stdout.write(`\n${checkSummary(subject.name, results)}`);
  return results.some(({ outcome }) => outcome === 'failed') ? 3 : 0;
}
