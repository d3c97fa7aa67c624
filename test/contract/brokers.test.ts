import { brokerContract } from './broker.ts';
import { SUBJECTS } from './subjects.ts';

for (const subject of SUBJECTS) brokerContract(subject);
