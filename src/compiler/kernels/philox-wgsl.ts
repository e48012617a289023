import { philoxConstants } from '../../core/philox.ts';

const { multipliers, weyl, rounds } = philoxConstants;

/**
 * `philox(counter: vec4u, key: vec2u) -> vec4u`, the same function as `philox` of core/philox.ts, and
 * `multiply_high(x: u32, y: u32) -> u32`.
 */
export const philoxWgsl = `fn multiply_high(x: u32, y: u32) -> u32 {
let x0 = x & 0xffffu;
let y0 = y & 0xffffu;
let x1 = x >> 16u;
let y1 = y >> 16u;
let low = x1 * y0 + ((x0 * y0) >> 16u);
let middle = x0 * y1 + (low & 0xffffu);
return x1 * y1 + (low >> 16u) + (middle >> 16u);
}
fn philox(counter: vec4u, key: vec2u) -> vec4u {
var word = counter;
var k = key;
for (var round = 0u; round < ${rounds}u; round++) {
let high0 = multiply_high(${multipliers[0]}u, word.x);
let high1 = multiply_high(${multipliers[1]}u, word.z);
word = vec4u(high1 ^ word.y ^ k.x, ${multipliers[1]}u * word.z, high0 ^ word.w ^ k.y, ${multipliers[0]}u * word.x);
k += vec2u(${weyl[0]}u, ${weyl[1]}u);
}
return word;
}`;

/**
 * The second word of the key: which random stream of a run. Dropout layers have their own numbers from 0 on, so that
 * streams never meet.
 */
export const augmentStream = 0xffffffff;
