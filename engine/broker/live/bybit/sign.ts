import { createHmac, sign as signWith } from 'node:crypto';

/**
 * Signs a message (docs/v5/guide, "Create a request"): HMAC_SHA256 in hexadecimal, or, where the secret is a private RSA key in PEM,
 * RSA_SHA256 in base64.
 */
export const sign = async (message: string, secret: string): Promise<string> =>
  secret.includes('PRIVATE KEY')
    ? signWith('sha256', Buffer.from(message), secret).toString('base64')
    : createHmac('sha256', secret).update(message).digest('hex');
