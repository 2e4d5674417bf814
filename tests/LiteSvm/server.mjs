// JSON-RPC over HTTP, and subscriptions over a WebSocket at the same port, for tests of Solana clients against the real programs. Every account is
// read as of the newest slot, whatever commitment is asked for. Settings by environment: PORT (0 takes a free one), SLOT_MS,
// BLOCKHASH_LIFE, CONFIRM_SLOTS, FINAL_SLOTS. Writes one line when it listens: {"port":…}.
import http from 'node:http';
import { verify, createPublicKey } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { Chain, read } from './chain.mjs';
import { encode58, json, key, parseHolding, parseMint, parseTransaction, RpcError, uiAmount } from './wire.mjs';
import { sentence } from './errors.mjs';

const setting = (name, otherwise) => Number(process.env[name] ?? otherwise);
const chain = new Chain({ blockhashLife: setting('BLOCKHASH_LIFE', 150), confirmSlots: setting('CONFIRM_SLOTS', 2), finalSlots: setting('FINAL_SLOTS', 32) });
const inContext = (value) => ({ context: { slot: chain.slot, apiVersion: '2.3.8' }, value });
const tokenPrograms = { TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: 'spl-token', TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb: 'spl-token-2022' };

function accountJson(account, config = {}) {
  if (!account) return null;
  const data = Buffer.from(account.data()), owner = encode58(account.owner()), program = tokenPrograms[owner];
  const holding = config.encoding === 'jsonParsed' && program && parseHolding(data);
  const mint = holding && chain.account(holding.mint) && parseMint(Buffer.from(chain.account(holding.mint).data()));
  const parsed = mint && { program, parsed: { type: 'account', info: { isNative: holding.isNative, mint: encode58(holding.mint), owner: encode58(holding.owner), state: holding.state === 2 ? 'frozen' : 'initialized', tokenAmount: uiAmount(holding.amount, mint.decimals) } }, space: data.length };
  return { lamports: account.lamports(), data: parsed || [data.toString('base64'), 'base64'], owner, executable: account.executable(), rentEpoch: 18446744073709551615n, space: data.length };
}

const isSigned = (t) => t.signatures.every((s, i) => verify(null, t.message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: t.keys[i].toString('base64url') }, format: 'jwk' }), s));
// 5,000 lamports a signature, and the priority fee on the limit of compute units.
function feeOf(t) {
  const budget = t.instructions.filter((i) => encode58(t.keys[i.program]).startsWith('ComputeBudget'));
  const limit = budget.find((i) => i.data[0] === 2)?.data.readUInt32LE(1) ?? 200_000 * (t.instructions.length - budget.length);
  const price = budget.find((i) => i.data[0] === 3)?.data.readBigUInt64LE(1) ?? 0n;
  return 5_000n * BigInt(t.signatures.length) + (BigInt(limit) * price + 999_999n) / 1_000_000n;
}
const memoOf = (entry) => entry.transaction.instructions.filter((i) => encode58(entry.keys[i.program]).startsWith('Memo')).map((i) => `[${i.data.length}] ${i.data}`).join('; ') || null;
const found = (bytes, what) => chain.account(bytes) ?? (() => { throw new RpcError(-32602, `Invalid param: could not find ${what}`); })();

function tried(transaction, checked) {
  chain.keysOf(transaction);
  const refusal = checked ? chain.check(transaction) : null;
  return refusal ? { err: refusal, logs: [], units: 0n } : chain.simulate(transaction);
}

const methods = {
  getHealth: () => 'ok',
  getVersion: () => ({ 'solana-core': '2.3.8', 'feature-set': 0 }),
  getGenesisHash: () => encode58(Buffer.alloc(32, 7)),
  getSlot: () => chain.slot,
  getBlockHeight: () => chain.height,
  getLatestBlockhash: () => inContext({ blockhash: chain.svm.latestBlockhash(), lastValidBlockHeight: chain.height + chain.blockhashLife }),
  isBlockhashValid: ([hash]) => inContext(chain.hashes.has(hash)),
  getMinimumBalanceForRentExemption: ([bytes]) => chain.svm.minimumBalanceForRentExemption(BigInt(bytes)),
  getFeeForMessage: ([text]) => {
    const message = Buffer.from(text, 'base64');
    const signers = message[message[0] & 0x80 ? 1 : 0];
    const t = parseTransaction(Buffer.concat([Buffer.from([signers]), Buffer.alloc(64 * signers), message]));
    return inContext(chain.hashes.has(t.blockhash) ? feeOf(t) : null);
  },
  getRecentPrioritizationFees: () => [{ slot: chain.slot, prioritizationFee: 0 }],
  getBalance: ([k]) => inContext(chain.account(key(k))?.lamports() ?? 0n),
  getAccountInfo: ([k, config]) => inContext(accountJson(chain.account(key(k)), config)),
  getMultipleAccounts: ([ks, config]) => inContext(ks.map((k) => accountJson(chain.account(key(k)), config))),
  getTokenAccountBalance: ([k]) => { const h = parseHolding(Buffer.from(found(key(k), 'account').data())); return inContext(uiAmount(h.amount, parseMint(Buffer.from(chain.account(h.mint).data())).decimals)); },
  getTokenSupply: ([k]) => { const m = parseMint(Buffer.from(found(key(k), 'account').data())); return inContext(uiAmount(m.supply, m.decimals)); },
  getTokenAccountsByOwner: ([owner, filter, config]) => inContext(Object.keys(tokenPrograms).flatMap((p) => chain.svm.getProgramAccounts(key(p)).map((a) => [a.address, a.account()]))
    .filter(([, a]) => { const h = parseHolding(Buffer.from(a.data())); return h && encode58(h.owner) === owner && (filter.mint ? encode58(h.mint) === filter.mint : encode58(a.owner()) === filter.programId); })
    .map(([address, a]) => ({ pubkey: encode58(address), account: accountJson(a, config) }))),
  requestAirdrop: ([k, lamports]) => { const result = chain.svm.airdrop(key(k), BigInt(lamports)); return encode58(result.signature()); },
  simulateTransaction: ([text, config = {}]) => {
    const t = read(text, config.encoding);
    if (config.sigVerify && !isSigned(t)) throw new RpcError(-32003, 'Transaction signature verification failure');
    const { err, logs, units, post } = tried(t, !config.replaceRecentBlockhash);
    const after = (k) => { const a = post?.get(k) ?? chain.account(key(k)); return a && a.lamports() > 0n ? accountJson(a, config.accounts) : null; };
    return inContext({ err, logs, unitsConsumed: units, accounts: config.accounts?.addresses.map(after) ?? null, returnData: null });
  },
  sendTransaction: ([text, config = {}]) => {
    const t = read(text, config.encoding);
    chain.keysOf(t);
    if (!config.skipPreflight) {
      if (!isSigned(t)) throw new RpcError(-32003, 'Transaction signature verification failure');
      const { err, logs, units } = tried(t, true);
      if (err) throw new RpcError(-32002, `Transaction simulation failed: ${sentence(err)}`, { err, logs, unitsConsumed: units, accounts: null });
    }
    if (isSigned(t)) chain.land(t);
    return encode58(t.signatures[0]);
  },
  getSignatureStatuses: ([signatures]) => inContext(signatures.map((s) => chain.bySignature.get(s)).map((e) => e ? {
    slot: e.slot, confirmations: chain.commitmentOf(e.slot) === 'finalized' ? null : chain.slot - e.slot, err: e.err, status: e.err ? { Err: e.err } : { Ok: null }, confirmationStatus: chain.commitmentOf(e.slot),
  } : null)),
  getTransaction: ([signature, config = {}]) => {
    const e = chain.bySignature.get(signature);
    if (!e || !chain.reached(e, config.commitment)) return null;
    if (e.transaction.versioned && config.maxSupportedTransactionVersion === undefined) throw new RpcError(-32015, 'Transaction version (0) is not supported by the requesting client');
    const { transaction: t, before, after } = e, fee = feeOf(t);
    return {
      slot: e.slot, blockTime: e.time, version: t.versioned ? 0 : 'legacy',
      transaction: { signatures: t.signatures.map(encode58), message: { accountKeys: t.keys.map(encode58), recentBlockhash: t.blockhash, instructions: t.instructions.map((i) => ({ programIdIndex: i.program, accounts: i.accounts, data: encode58(i.data) })) } },
      meta: { err: e.err, fee, preBalances: before.lamports, postBalances: after.lamports, preTokenBalances: before.tokens, postTokenBalances: after.tokens, logMessages: e.logs, computeUnitsConsumed: e.units, loadedAddresses: { writable: e.writable.map(encode58), readonly: e.readonly.map(encode58) } },
    };
  },
  getSignaturesForAddress: ([address, config = {}]) => chain.history.filter((e) => chain.reached(e, config.commitment) && e.keys.some((k) => encode58(k) === address)).reverse().slice(0, config.limit ?? 1000)
    .map((e) => ({ signature: e.signature, slot: e.slot, err: e.err, memo: memoOf(e), blockTime: e.time, confirmationStatus: chain.commitmentOf(e.slot) })),
};

function answer({ id = null, method, params = [] }) {
  try {
    if (!methods[method]) throw new RpcError(-32601, 'Method not found');
    return { jsonrpc: '2.0', result: methods[method](params), id };
  } catch (e) {
    if (!(e instanceof RpcError)) console.error(e);
    return { jsonrpc: '2.0', error: { code: e.code ?? -32603, message: e.message, ...(e.data && { data: e.data }) }, id };
  }
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (c) => chunks.push(c)).on('end', () => {
    let body;
    try { body = JSON.parse(Buffer.concat(chunks)); } catch { body = null; }
    const result = body === null ? { jsonrpc: '2.0', error: { code: -32700, message: 'Parse error' }, id: null } : Array.isArray(body) ? body.map(answer) : answer(body);
    response.setHeader('Content-Type', 'application/json').end(json(result));
  });
});

const sockets = new WebSocketServer({ server });
let subscriptions = 0;
sockets.on('connection', (socket) => {
  const waiting = new Map();
  socket.on('message', (text) => {
    const { id, method, params } = JSON.parse(text);
    if (method !== 'signatureSubscribe' && method !== 'slotSubscribe') return socket.send(json({ jsonrpc: '2.0', error: { code: -32601, message: 'Method not found' }, id }));
    waiting.set(++subscriptions, { method, params });
    socket.send(json({ jsonrpc: '2.0', result: subscriptions, id }));
  });
  const look = () => waiting.forEach(({ method, params }, subscription) => {
    const e = method === 'signatureSubscribe' && chain.bySignature.get(params[0]);
    if (e && chain.reached(e, params[1]?.commitment)) waiting.delete(subscription);
    else if (method === 'signatureSubscribe') return;
    const result = e ? inContext({ err: e.err }) : { parent: chain.slot - 1, root: chain.slot - chain.finalSlots, slot: chain.slot };
    socket.send(json({ jsonrpc: '2.0', method: method.replace('Subscribe', 'Notification'), params: { result, subscription } }));
  });
  chain.onTick.push(look);
  socket.on('close', () => chain.onTick.splice(chain.onTick.indexOf(look), 1));
});

setInterval(() => chain.tick(), setting('SLOT_MS', 400));
// A test that is killed leaves no server behind: it ends with its parent's pipe.
process.stdin.on('end', () => process.exit(0)).resume();
server.listen(setting('PORT', 0), '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
