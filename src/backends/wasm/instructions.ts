/**
 * The opcodes of the instructions that kernels use, under their names in the text format.
 *
 * Source: WebAssembly core specification 2.0, "Index of instructions" (W3C); vector instructions follow the prefix 0xfd.
 */
export const instructions = {
  'loop': [0x03], 'end': [0x0b], 'br_if': [0x0d], 'call': [0x10],
  'local.get': [0x20], 'local.set': [0x21], 'local.tee': [0x22],

  'i32.const': [0x41], 'i32.add': [0x6a], 'i32.load': [0x28],

  'v128.load': vector(0x00), 'v128.load8_splat': vector(0x07), 'v128.load32_splat': vector(0x09), 'v128.store': vector(0x0b),
  'v128.const': vector(0x0c), 'i8x16.shuffle': vector(0x0d),
  'v128.load32_lane': vector(0x56), 'v128.load8_lane': vector(0x54),
  'v128.store8_lane': vector(0x58), 'v128.store32_lane': vector(0x5a), 'v128.store64_lane': vector(0x5b),
  'v128.load32_zero': vector(0x5c), 'v128.load64_zero': vector(0x5d),

  'f32x4.splat': vector(0x13), 'f32x4.extract_lane': vector(0x1f), 'f32x4.replace_lane': vector(0x20),

  'i32x4.eq': vector(0x37), 'i32x4.ne': vector(0x38), 'i32x4.lt_s': vector(0x39), 'i32x4.le_s': vector(0x3d),
  'f32x4.eq': vector(0x41), 'f32x4.ne': vector(0x42), 'f32x4.lt': vector(0x43), 'f32x4.le': vector(0x45),

  'v128.not': vector(0x4d), 'v128.and': vector(0x4e), 'v128.andnot': vector(0x4f), 'v128.or': vector(0x50), 'v128.xor': vector(0x51), 'v128.bitselect': vector(0x52),

  'i8x16.narrow_i16x8_u': vector(0x66), 'i16x8.narrow_i32x4_u': vector(0x86),
  'i16x8.extend_low_i8x16_u': vector(0x89), 'i32x4.extend_low_i16x8_u': vector(0xa9),

  'i32x4.shl': vector(0xab), 'i32x4.shr_s': vector(0xac), 'i32x4.shr_u': vector(0xad),
  'i32x4.add': vector(0xae), 'i32x4.sub': vector(0xb1), 'i32x4.mul': vector(0xb5), 'i32x4.min_s': vector(0xb6), 'i32x4.max_s': vector(0xb8),

  'f32x4.floor': vector(0x68), 'f32x4.abs': vector(0xe0), 'f32x4.neg': vector(0xe1), 'f32x4.sqrt': vector(0xe3),
  'f32x4.add': vector(0xe4), 'f32x4.sub': vector(0xe5), 'f32x4.mul': vector(0xe6), 'f32x4.div': vector(0xe7),
  'f32x4.max': vector(0xe9), 'f32x4.pmin': vector(0xea), 'f32x4.pmax': vector(0xeb),
  'i32x4.trunc_sat_f32x4_s': vector(0xf8), 'f32x4.convert_i32x4_s': vector(0xfa),

  'f64x2.add': vector(0xf0), 'f64x2.promote_low_f32x4': vector(0x5f), 'f32x4.demote_f64x2_zero': vector(0x5e),
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type Instruction = keyof typeof instructions;

/** An opcode behind the vector prefix, as LEB128. */
function vector(opcode: number): readonly number[] {
  return opcode < 0x80 ? [0xfd, opcode] : [0xfd, opcode & 0x7f | 0x80, opcode >> 7];
}
