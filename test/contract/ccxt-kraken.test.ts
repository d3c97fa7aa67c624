import { brokerContract } from './broker.ts';
import { CCXT } from './ccxt-subjects.ts';

brokerContract(CCXT.kraken);
