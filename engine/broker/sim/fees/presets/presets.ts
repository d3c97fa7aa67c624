import { ConfigError } from '../../../../model/errors.ts';
import { didYouMean } from '../../../../model/suggest.ts';
import type { FeeSpec, PresetSpec } from '../fee-spec.ts';
import { ALPACA } from './alpaca.ts';
import { BINANCE } from './binance.ts';
import { BYBIT } from './bybit.ts';
import { COINBASE } from './coinbase.ts';
import { IBKR } from './ibkr.ts';
import { KRAKEN } from './kraken.ts';
import type { FeePreset } from './preset.ts';
import { ZERODHA } from './zerodha.ts';

/** Every preset by name. */
export const FEE_PRESETS: Readonly<Record<string, FeePreset>> = {
  ...ALPACA,
  ...BINANCE,
  ...BYBIT,
  ...COINBASE,
  ...IBKR,
  ...KRAKEN,
  ...ZERODHA,
};

/** The fees of a preset, written out. Throws a ConfigError for a name, a tier or an option that there is not. */
export function presetFee(spec: PresetSpec): FeeSpec {
  const { name, tier = 0, volume } = spec;
  const preset = Object.hasOwn(FEE_PRESETS, name) ? FEE_PRESETS[name]! : undefined;
  if (preset === undefined) {
    const names = Object.keys(FEE_PRESETS);
    throw new ConfigError(`Expected a fee preset of ${names.join(', ')}, but it was "${name}"${didYouMean(name, names)}`);
  }
  const last = preset.tiers - 1;
  if (last < 0 ? tier !== 0 : tier !== 'volume' && !(Number.isInteger(tier) && tier >= 0 && tier <= last))
    throw new ConfigError(`Expected a tier of the fee preset "${name}" to be ${tiersOf(last)}, but it was "${tier}"`);
  if (volume !== undefined && tier !== 'volume')
    throw new ConfigError(`Expected "volume" of the fee preset "${name}" with the tier "volume" only, but the tier was "${tier}"`);
  for (const option of ['bnb', 'exchange'] as const)
    if (spec[option] !== undefined && !preset.options.includes(option))
      throw new ConfigError(`Expected no "${option}" of the fee preset "${name}", but it was "${JSON.stringify(spec[option])}"`);
  return preset.fee(spec);
}

const tiersOf = (last: number): string => (last < 0 ? '0: all pay the same' : `"volume", or a number from 0 to ${last}`);
