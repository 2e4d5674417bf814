// One LiteSVM as a cluster of one node: slots, blockhashes that grow old, commitment by slots, history.
import { createRequire } from 'node:module';
import { encode58, parseHolding, parseMint, parseTransaction, RpcError, uiAmount } from './wire.mjs';
import { errorJson } from './errors.mjs';

const { LiteSvm, FailedTransactionMetadata } = createRequire(import.meta.url)('litesvm-linux-x64-gnu');
const lookupTables = 'AddressLookupTab1e1111111111111111111111111';

export class Chain {
  constructor({ blockhashLife = 150, confirmSlots = 2, finalSlots = 32 } = {}) {
    Object.assign(this, { blockhashLife, confirmSlots, finalSlots });
    this.svm = new LiteSvm();
    this.svm.withNativeMints();
    this.svm.setSigverify(true);
    this.svm.setBlockhashCheck(false); // The window is kept here: LiteSVM alone knows one blockhash.
    this.svm.setTransactionHistory(100_000n);
    this.slot = Number(this.svm.getClock().slot);
    this.height = 1;
    this.hashes = new Map([[this.svm.latestBlockhash(), this.height]]);
    this.slotHashes = [];
    this.history = [];
    this.bySignature = new Map();
    this.onTick = [];
  }

  tick() {
    this.slotHashes = [{ slot: BigInt(this.slot), hash: this.svm.latestBlockhash() }, ...this.slotHashes].slice(0, 512);
    this.slot++;
    this.height++;
    this.svm.warpToSlot(BigInt(this.slot));
    this.svm.expireBlockhash();
    this.svm.setSlotHashes(this.slotHashes);
    this.hashes.set(this.svm.latestBlockhash(), this.height);
    for (const [hash, height] of this.hashes) if (height + this.blockhashLife < this.height) this.hashes.delete(hash);
    this.onTick.forEach((act) => act());
  }

  account(bytes) {
    const found = this.svm.getAccount(bytes);
    return found && found.lamports() > 0n ? found : null;
  }

  /** The keys of a transaction in the order of their places, and how many looked up ones are for writing. */
  keysOf(transaction) {
    const from = (lookup, places) => {
      const table = this.account(lookup.table);
      if (!table || encode58(table.owner()) !== lookupTables) throw new RpcError(-32602, "invalid transaction: Transaction loads an address table account that doesn't exist");
      const data = Buffer.from(table.data());
      return places.map((i) => data.subarray(56 + 32 * i, 88 + 32 * i)).map((k) => { if (k.length < 32) throw new RpcError(-32602, 'invalid transaction: Transaction address table lookup uses an invalid index'); return k; });
    };
    const writable = transaction.lookups.flatMap((l) => from(l, l.writable)), readonly = transaction.lookups.flatMap((l) => from(l, l.readonly));
    return { keys: [...transaction.keys, ...writable, ...readonly], writable, readonly };
  }

  check(transaction) {
    if (!this.hashes.has(transaction.blockhash)) return 'BlockhashNotFound';
    return this.bySignature.has(encode58(transaction.signatures[0])) ? 'AlreadyProcessed' : null;
  }

  simulate(transaction) {
    const result = transaction.versioned ? this.svm.simulateVersionedTransaction(transaction.bytes) : this.svm.simulateLegacyTransaction(transaction.bytes);
    const failed = result instanceof FailedTransactionMetadata, meta = failed ? result.meta() : (typeof result.meta === 'function' ? result.meta() : result.meta);
    const post = failed ? [] : (typeof result.postAccounts === 'function' ? result.postAccounts() : result.postAccounts);
    return { err: failed ? errorJson(result.err()) : null, logs: meta.logs(), units: meta.computeUnitsConsumed(), post: new Map(post.map((a) => [encode58(a.address), a.account()])) };
  }

  /** Makes a transaction part of the current slot, if it may be. */
  land(transaction) {
    if (this.check(transaction)) return;
    const { keys, writable, readonly } = this.keysOf(transaction);
    const snapshot = () => ({ lamports: keys.map((k) => this.account(k)?.lamports() ?? 0n), tokens: this.tokens(keys) });
    const before = snapshot();
    const result = transaction.versioned ? this.svm.sendVersionedTransaction(transaction.bytes) : this.svm.sendLegacyTransaction(transaction.bytes);
    const failed = result instanceof FailedTransactionMetadata, err = failed ? errorJson(result.err()) : null;
    const after = snapshot();
    // What never became part of a block paid no fee.
    if (failed && before.lamports[0] === after.lamports[0]) return;
    const meta = failed ? result.meta() : result;
    const entry = { transaction, signature: encode58(transaction.signatures[0]), slot: this.slot, time: Number(this.svm.getClock().unixTimestamp), err, logs: meta.logs(), units: meta.computeUnitsConsumed(), keys, writable, readonly, before, after };
    this.history.push(entry);
    this.bySignature.set(entry.signature, entry);
  }

  tokens(keys) {
    return keys.flatMap((k, accountIndex) => {
      const account = this.account(k), holding = account && parseHolding(Buffer.from(account.data()));
      const mint = holding && this.account(holding.mint), of = mint && parseMint(Buffer.from(mint.data()));
      return of ? [{ accountIndex, mint: encode58(holding.mint), owner: encode58(holding.owner), programId: encode58(account.owner()), uiTokenAmount: uiAmount(holding.amount, of.decimals) }] : [];
    });
  }

  commitmentOf(slot) {
    return slot + this.finalSlots <= this.slot ? 'finalized' : slot + this.confirmSlots <= this.slot ? 'confirmed' : 'processed';
  }

  reached(entry, commitment = 'finalized') {
    return ['processed', 'confirmed', 'finalized'].indexOf(this.commitmentOf(entry.slot)) >= ['processed', 'confirmed', 'finalized'].indexOf(commitment);
  }
}

export const read = (text, encoding) => {
  const bytes = encoding === 'base64' ? Buffer.from(text, 'base64') : null;
  if (!bytes) throw new RpcError(-32602, 'only base64 is read here');
  if (bytes.length > 1232) throw new RpcError(-32602, `decoded solana_transaction::versioned::VersionedTransaction too large: ${bytes.length} bytes (max: 1232 bytes)`);
  return parseTransaction(bytes);
};
