import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { CASES } from '../../../app/brokers/contract/cases.ts';
import { playCase } from '../../../app/brokers/contract/run-contract.ts';
import { simulatorSubject } from '../../../app/brokers/contract/simulator-subject.ts';
import { venueSubject } from '../../../app/brokers/contract/venue-subject.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';
import { calmFake, socketFake } from '../hostile-fake.ts';

const which = process.env.WHO ?? 'sim';
const only = process.env.CASE;
it('plays', async () => {
  const subject =
    which === 'sim'
      ? simulatorSubject()
      : which === 'late'
        ? simulatorSubject(40)
        : venueSubject({
            name: which,
            wall: new VirtualWall(),
            fake: () => (which === 'socket' ? socketFake() : calmFake(which === 'calm' ? {} : JSON.parse(which))),
          });
  let text = '';
  for (const one of CASES) {
    if (only !== undefined && !one.id.startsWith(only)) continue;
    const t0 = Date.now();
    const { id, outcome, why } = await playCase(subject, one);
    text += `${id} ${outcome} ${why} [${Date.now() - t0} ms]\n`;
  }
  writeFileSync('/tmp/c/out.txt', text);
}, 600_000);
