import { CCXT, PENNILESS } from './ccxt-subjects.ts';
import { exchangeContract, pennilessContract } from './exchange.ts';

exchangeContract(CCXT.kraken);
pennilessContract(PENNILESS.kraken);
