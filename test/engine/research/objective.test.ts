import { describe, expect, test } from 'vitest';
import { objectiveOf } from '../../../engine/research/objective.ts';

describe('an objective', () => {
  test('is a metric, more of which is better', () => {
    const objective = objectiveOf('sharpe');
    expect(objective).toMatchObject({ direction: 'max', text: 'sharpe', metrics: ['sharpe'] });
    expect(objective.valueOf({ sharpe: 1.5 })).toBe(1.5);
  });
  test('is less of what is lost or paid', () => {
    expect(['maxDrawdown', 'fees', 'turnover', 'annualVolatility'].map((text) => objectiveOf(text).direction)).toEqual(
      Array(4).fill('min'),
    );
  });
  test('is what is said before it', () => {
    expect(objectiveOf('min: sharpe')).toMatchObject({ direction: 'min', text: 'sharpe' });
    expect(objectiveOf(' max:maxDrawdown ')).toMatchObject({ direction: 'max', text: 'maxDrawdown' });
  });
  test('may be a formula, more of which is better', () => {
    const objective = objectiveOf('if(trades < 30, -1, sharpe - 0.5 * maxDrawdown)');
    expect(objective.direction).toBe('max');
    expect(objective.metrics).toEqual(['trades', 'sharpe', 'maxDrawdown']);
    expect(objective.valueOf({ trades: 40, sharpe: 2, maxDrawdown: 0.3 })).toBe(1.85);
    expect(objective.valueOf({ trades: 10, sharpe: 2, maxDrawdown: 0.3 })).toBe(-1);
    expect(objectiveOf('-maxDrawdown')).toMatchObject({ direction: 'max' });
  });
  test('is NaN where a metric does not apply, and is never infinite', () => {
    expect(objectiveOf('sharpe').valueOf({ sharpe: Number.NaN })).toBeNaN();
    expect(objectiveOf('sharpe').valueOf({})).toBeNaN();
    expect(objectiveOf('sharpe / maxDrawdown').valueOf({ sharpe: 1, maxDrawdown: 0 })).toBeNaN();
  });
  test('is refused where it is none', () => {
    expect(() => objectiveOf('sharp')).toThrow('did you mean "sharpe"?');
    expect(() => objectiveOf('sharpe > 1')).toThrow('Expected a metric or a formula of metrics');
    expect(() => objectiveOf('1 + 1')).toThrow('Expected a metric or a formula of metrics');
    expect(() => objectiveOf('min:')).toThrow('Expected a metric or a formula of metrics such as "sharpe", but it was "min:"');
  });
});
