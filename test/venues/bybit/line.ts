/** One end of a stream, as the venue has it. */
export interface Line {
  readonly id: string;
  send(value: object): void;
  /** Closes it, once what was said has been sent. */
  close(): void;
  /** Breaks it. */
  cut(): void;
}

/** What a client says on a stream. */
export interface Message {
  readonly op?: unknown;
  readonly args?: unknown;
  readonly req_id?: unknown;
  readonly reqId?: unknown;
  readonly header?: unknown;
}

/** Reads a message; undefined for what is none. */
export function messageOf(text: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The topics that a message names. */
export const topicsOf = ({ args }: Message): string[] => (Array.isArray(args) ? args.map(String) : []);
