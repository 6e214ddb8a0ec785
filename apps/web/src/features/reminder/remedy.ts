/**
 * What can be done about a reminder that did not go out, by the words of the other side: Node's and mail servers' codes,
 * and what the makers of the three kinds of robots answer. The first that fits holds.
 */
const signs = {
  nameUnknown: /ENOTFOUND|EAI_AGAIN/,
  unreachable: /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|timeout|没有按时答复/i,
  encryption: /wrong version number|greeting never received|EPROTO|must issue a STARTTLS/i,
  certificate: /certificate|self.signed/i,
  password: /\b53[045]\b|invalid login|authentication failed/i,
  addressee: /\b55[0-4]\b|no recipients/i,
  keyword: /key ?words?/i,
  ipList: /\bip\b.*(not|whitelist)/i,
  signature: /\bsign\b|signature|timestamp/i,
  robotAddress: /webhook|token/i,
  tooFast: /too fast|freq|too many/i,
} as const
export type Remedy = keyof typeof signs

export function remedyOf(words: string): Remedy | undefined {
  return (Object.keys(signs) as Remedy[]).find((remedy) => signs[remedy].test(words))
}
