const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML text or as a quoted attribute: no tag, entity or quote of it is one any more. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found]!);

/** A value as JSON that may stand inside a script element: nothing in it can end the element or, as U+2028, a line. */
export function scriptJson(value: unknown): string {
  // one pass per character: what is rare is found much faster than by an expression
  return ['<', '>', '&', '\u2028', '\u2029'].reduce(
    (json, found) => json.replaceAll(found, `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`),
    JSON.stringify(value) ?? 'null',
  );
}

/** A program as the content of a script element; what would end the element is written so that it does not. */
export const scriptText = (program: string): string => program.replace(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
