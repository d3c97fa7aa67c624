import { type Asked, textOf } from './asked.ts';

/** One page of what was asked for, newest first, and where the next one begins. */
export interface Page<T> {
  readonly list: readonly T[];
  readonly nextPageCursor: string;
}

/** The page that a cursor stands for; the cursor counts what came before it, so that what is new meanwhile moves nothing. */
export function pageOf<T>(rows: readonly T[], asked: Asked, { usual, most }: { readonly usual: number; readonly most: number }): Page<T> {
  const limit = Math.min(most, Math.max(1, Number(asked['limit'] ?? usual)));
  // What is asked for is oldest first, and given newest first.
  const [, from = String(rows.length)] = /^page_token%3D(\d+)%26$/.exec(textOf(asked, 'cursor')) ?? [];
  const end = Math.min(Number(from), rows.length);
  const begin = Math.max(0, end - limit);
  return { list: rows.slice(begin, end).reverse(), nextPageCursor: begin > 0 ? `page_token%3D${begin}%26` : '' };
}
