import { CCXT } from './ccxt-subjects.ts';
import { exchangeContract } from './exchange.ts';

exchangeContract(CCXT.kraken);
