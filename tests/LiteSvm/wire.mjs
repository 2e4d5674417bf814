// What is read of transactions and accounts, and how results are written.
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export function encode58(bytes) {
  let text = '', number = BigInt('0x' + (Buffer.from(bytes).toString('hex') || '0'));
  for (; number > 0n; number /= 58n) text = alphabet[Number(number % 58n)] + text;
  for (const b of bytes) { if (b !== 0) break; text = '1' + text; }
  return text;
}

export function decode58(text) {
  let number = 0n;
  for (const c of text) {
    const digit = alphabet.indexOf(c);
    if (digit < 0) throw new RpcError(-32602, 'Invalid param: Invalid');
    number = number * 58n + BigInt(digit);
  }
  const hex = number === 0n ? '' : number.toString(16);
  const zeros = text.length - text.replace(/^1+/, '').length;
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? '0' + hex : hex, 'hex')]);
}

export function key(text) {
  const bytes = decode58(String(text ?? ''));
  if (bytes.length !== 32) throw new RpcError(-32602, 'Invalid param: WrongSize');
  return bytes;
}

export class RpcError extends Error {
  constructor(code, message, data) { super(message); this.code = code; this.data = data; }
}

// Numbers above 2^53 are BigInts here and plain digits on the wire.
export const json = (value) => JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `\u0001${v}\u0001` : v)).replace(/"\\u0001(\d+)\\u0001"/g, '$1');

export function parseTransaction(bytes) {
  let at = 0;
  const take = (n) => { if (at + n > bytes.length) throw new RpcError(-32602, 'failed to deserialize VersionedTransaction'); at += n; return bytes.subarray(at - n, at); };
  const length = () => { let n = 0; for (let i = 0; ; i += 7) { const b = take(1)[0]; n |= (b & 0x7f) << i; if (!(b & 0x80)) return n; } };
  const list = (read) => Array.from({ length: length() }, read);
  const signatures = list(() => Buffer.from(take(64)));
  const message = bytes.subarray(at), versioned = (bytes[at] & 0x80) !== 0;
  if (versioned) take(1);
  const [signers, readonlySigners, readonlyOthers] = take(3);
  const keys = list(() => Buffer.from(take(32)));
  const blockhash = encode58(take(32));
  const instructions = list(() => ({ program: take(1)[0], accounts: [...take(length())], data: Buffer.from(take(length())) }));
  const lookups = versioned ? list(() => ({ table: Buffer.from(take(32)), writable: [...take(length())], readonly: [...take(length())] })) : [];
  return { bytes, signatures, message, versioned, signers, readonlySigners, readonlyOthers, keys, blockhash, instructions, lookups };
}

const option = (data, at) => (data.readUInt32LE(at) === 1 ? encode58(data.subarray(at + 4, at + 36)) : null);

export function parseMint(data) {
  return data.length === 82 || data[165] === 1 ? { mintAuthority: option(data, 0), supply: data.readBigUInt64LE(36), decimals: data[44], freezeAuthority: option(data, 46) } : null;
}

export function parseHolding(data) {
  return (data.length === 165 || data[165] === 2) && data[108] !== 0
    ? { mint: data.subarray(0, 32), owner: data.subarray(32, 64), amount: data.readBigUInt64LE(64), state: data[108], isNative: data.readUInt32LE(109) === 1 }
    : null;
}

export function uiAmount(amount, decimals) {
  const digits = String(amount).padStart(decimals + 1, '0');
  const text = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, '') : digits;
  return { amount: String(amount), decimals, uiAmount: Number(text), uiAmountString: text };
}
