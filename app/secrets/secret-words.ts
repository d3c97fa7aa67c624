const SECRET = new Set(
  'key keys apikey secret secrets token passphrase password passwd pwd auth authorization sign signature cookie credential credentials private otp pin mnemonic'.split(
    ' ',
  ),
);

/** Whether a field of such a name holds what nobody should read: apiKey, X-BAPI-SIGN, listen_key, Authorization, accessToken. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/);
  return words.some((word) => SECRET.has(word.toLowerCase().replace(/\d+$/, '')));
}
