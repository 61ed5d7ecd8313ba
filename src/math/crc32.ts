/** Reversed polynomial of the CRC that zip, PNG and Ethernet use. */
const POLYNOMIAL = 0xedb88320;
/** Bytes that one step takes. */
const STEP = 8;

/** `TABLES[k][byte]`: what a byte does to the remainder when k more bytes follow it. */
const TABLES = makeTables();

function makeTables(): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) {
      remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
    }
    return remainder;
  });
  const tables = [first];
  for (let table = 1; table < STEP; table++) {
    const before = tables[table - 1]!;
    tables.push(before.map((value) => (value >>> 8) ^ first[value & 0xff]!));
  }
  return tables;
}

/**
 * CRC-32 of bytes (ISO 3309), eight bytes a step.
 * Source: Kounavis and Berry, "A systematic approach to building high performance, software-based, CRC
 * generators", 2005.
 *
 * @returns a whole number in [0, 2^32)
 */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let crc = -1;
  let at = 0;
  for (const last = bytes.length - STEP; at <= last; at += STEP) {
    crc =
      t7[(crc ^ bytes[at]!) & 0xff]! ^
      t6[((crc >>> 8) ^ bytes[at + 1]!) & 0xff]! ^
      t5[((crc >>> 16) ^ bytes[at + 2]!) & 0xff]! ^
      t4[(crc >>> 24) ^ bytes[at + 3]!]! ^
      t3[bytes[at + 4]!]! ^
      t2[bytes[at + 5]!]! ^
      t1[bytes[at + 6]!]! ^
      t0[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ t0[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}
