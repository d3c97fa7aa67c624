/** Whether something is a list rather than one of its kind. */
export const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);
