/** The engine's number in a client id such as `k3f9x2-17` or `k3f9x2-17-1`; NaN where there is none. */
export const parseClientId = (clientId: string): number => Number(/^[a-z0-9]+-(\d+)(?:-\d+)?$/.exec(clientId)?.[1]);
