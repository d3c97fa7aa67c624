import { brokerContract } from './broker.ts';
import { GENERIC } from './ccxt-subjects.ts';

for (const subject of GENERIC) brokerContract(subject);
