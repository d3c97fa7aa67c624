/** Whether a hook is an address, and no command. */
export const isUrl = (hook: string): boolean => /^https?:\/\//i.test(hook);
