import { GENERIC } from './ccxt-subjects.ts';
import { exchangeContract } from './exchange.ts';

for (const exchange of GENERIC) exchangeContract(exchange);
