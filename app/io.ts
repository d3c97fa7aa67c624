/** What a command may touch of the world around it; a test hands in its own. */
export interface Io {
  readonly stdout: { write(content: string | Uint8Array): unknown };
  readonly stderr: { write(text: string): unknown };
  /** What relative paths of flags are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
  /** Characters of a line of the terminal. */
  readonly columns?: number | undefined;
  /** Shows a file in the user's browser. */
  open(path: string): void;
}

/** Flags and positionals of a command, as they were written. */
export type Arguments = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** A command; resolves to its exit code: 0 done, 3 a check said no. It throws for everything else. */
export type Command = (args: Arguments, io: Io) => Promise<number>;

/** Whether text may be coloured: on a terminal, unless NO_COLOR says otherwise (no-color.org). */
export const colored = (io: Io): boolean => io.isTTY && (io.env['NO_COLOR'] ?? '') === '';
