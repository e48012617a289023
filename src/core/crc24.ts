const polynomial = 0x864cfb;
const start = 0xb704ce;

/**
 * CRC-24 of a text of ASCII letters, 24 bits. It tells of every change within 24 bits in a row, so of any single letter,
 * and misses one in 2²⁴ of all others.
 * Source: RFC 4880, section 6.1 (OpenPGP).
 */
export function crc24(text: string): number {
  let crc = start;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i) << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= polynomial;
    }
  }
  return crc & 0xffffff;
}
