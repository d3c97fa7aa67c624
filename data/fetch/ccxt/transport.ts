/** What the last refusal of a venue said beside its body. */
export interface Refusal {
  /** The HTTP status; 0 where nothing was refused. */
  status: number;
  /** The header `Retry-After`, empty where there is none. */
  retryAfter: string;
}

/** Sends ccxt's requests by this platform's fetch, so that a signal cancels them and a body is read within the time for the whole. */
export class Transport {
  /** The last refusal since it was cleared. */
  readonly refusal: Refusal = { status: 0, retryAfter: '' };
  /** The header `Date` of the last answer, milliseconds UTC; NaN before the first. */
  date = Number.NaN;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** What ccxt calls in place of its own client. A page of text where JSON is due (a proxy's, a firewall's) is a failure on the way. */
  readonly send = async (url: string, request: RequestInit): Promise<Response> => {
    const signal = AbortSignal.any([this.#signal, ...(request.signal == null ? [] : [request.signal])]);
    const response = await fetch(withoutUntil(url), { ...request, redirect: 'error', signal });
    // ccxt takes its time limit back before it reads the body, and lets a cut body pass as another kind of error.
    const text = await response.text();
    this.date = Date.parse(response.headers.get('date') ?? '');
    const { status, statusText, headers } = response;
    if (!response.ok) {
      this.refusal.status = status;
      this.refusal.retryAfter = headers.get('retry-after') ?? '';
    } else if (text.trimStart().startsWith('<')) throw new TypeError(`Expected JSON, but it was "${text.trim().slice(0, 40)}"`);
    return new Response(text === '' ? null : text, { status, statusText, headers });
  };

  /** Forgets the last refusal. */
  clear(): void {
    this.refusal.status = 0;
    this.refusal.retryAfter = '';
  }
}

/** An address without ccxt's own word for an end: an exchange whose class does not translate it would be sent it as it stands. */
const withoutUntil = (url: string): string => url.replace(/([?&])until=\d+(?:&|$)/, '$1').replace(/[?&]$/, '');
