// LiteSVM gives errors without a field as numbers; these are their names, in the order of its type declarations.
const transaction = `AccountInUse AccountLoadedTwice AccountNotFound ProgramAccountNotFound InsufficientFundsForFee InvalidAccountForFee AlreadyProcessed
BlockhashNotFound CallChainTooDeep MissingSignatureForFee InvalidAccountIndex SignatureFailure InvalidProgramForExecution SanitizeFailure ClusterMaintenance
AccountBorrowOutstanding WouldExceedMaxBlockCostLimit UnsupportedVersion InvalidWritableAccount WouldExceedMaxAccountCostLimit WouldExceedAccountDataBlockLimit
TooManyAccountLocks AddressLookupTableNotFound InvalidAddressLookupTableOwner InvalidAddressLookupTableData InvalidAddressLookupTableIndex`.split(/\s+/);
const instruction = `GenericError InvalidArgument InvalidInstructionData InvalidAccountData AccountDataTooSmall InsufficientFunds IncorrectProgramId
MissingRequiredSignature AccountAlreadyInitialized UninitializedAccount UnbalancedInstruction ModifiedProgramId ExternalAccountLamportSpend
ExternalAccountDataModified ReadonlyLamportChange ReadonlyDataModified DuplicateAccountIndex ExecutableModified RentEpochModified NotEnoughAccountKeys
AccountDataSizeChanged AccountNotExecutable AccountBorrowFailed AccountBorrowOutstanding DuplicateAccountOutOfSync InvalidError ExecutableDataModified
ExecutableLamportChange ExecutableAccountNotRentExempt UnsupportedProgramId CallDepth MissingAccount ReentrancyNotAllowed MaxSeedLengthExceeded InvalidSeeds
InvalidRealloc ComputationalBudgetExceeded PrivilegeEscalation ProgramEnvironmentSetupFailure ProgramFailedToComplete ProgramFailedToCompile Immutable
IncorrectAuthority AccountNotRentExempt InvalidAccountOwner ArithmeticOverflow UnsupportedSysvar IllegalOwner`.split(/\s+/);

const call = (value) => (typeof value === 'function' ? value() : value);
const member = (of, name) => { const value = of[name]; return typeof value === 'function' ? value.call(of) : value; };

export function errorJson(error) {
  const value = call(error);
  if (typeof value === 'number') return transaction[value] ?? `TransactionError${value}`;
  switch (value.constructor.name) {
    case 'TransactionErrorInstructionError': {
      const inner = member(value, 'err');
      return { InstructionError: [member(value, 'index'), typeof inner === 'number' ? instruction[inner] : inner.constructor.name === 'InstructionErrorCustom' ? { Custom: member(inner, 'code') } : 'BorshIoError'] };
    }
    case 'TransactionErrorInsufficientFundsForRent': return { InsufficientFundsForRent: { account_index: member(value, 'accountIndex') } };
    case 'TransactionErrorDuplicateInstruction': return { DuplicateInstruction: member(value, 'index') };
    default: return value.constructor.name;
  }
}

export function sentence(error) {
  const inner = error?.InstructionError;
  if (inner) return `Error processing Instruction ${inner[0]}: ${inner[1].Custom === undefined ? inner[1] : `custom program error: 0x${inner[1].Custom.toString(16)}`}`;
  if (error?.InsufficientFundsForRent) return `Transaction results in an account (${error.InsufficientFundsForRent.account_index}) with insufficient funds for rent`;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
