/** WebAssembly's instructions of control, locals and 32-bit integers (core specification 2.0, chapter 5.4). */
export const opcodes = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  /** The type of a block that leaves nothing on the stack. */
  empty: 0x40,
  end: 0x0b,
  branchIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i32IsZero: 0x45,
  i32LessSigned: 0x48,
  i32LessUnsigned: 0x49,
  i32AtLeastSigned: 0x4e,
  i32Add: 0x6a,
  i32Mul: 0x6c,
} as const
