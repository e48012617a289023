// evaluate 4×10
// workgroups 1 × 1 × 1, 240 FLOP
@group(0) @binding(0) var<storage, read> logits: array<f32, 40>;
@group(0) @binding(1) var<storage, read> labels: array<u32, 4>;
@group(0) @binding(2) var<storage, read> valid: array<u32, 2>;
@group(0) @binding(3) var<storage, read_write> result: array<atomic<u32>, 104>;
@group(0) @binding(4) var<storage, read_write> stepCounter: array<u32, 4>;
var<workgroup> exchange: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let step = stepCounter[0];
let count = min(valid[step % 2u], 4u);
var own = 0.0;
for (var first = 0u; first < 4u; first += 64u) {
let lane = local % 1u;
let place = first + local / 1u;
let sample = min(place, 3u);
let row = sample * 10u;
var largest = logits[row + lane];
for (var c = lane; c < 10u; c += 1u) {
largest = max(largest, logits[row + c]);
}

var total_exp = 0.0;
var predicted = f32(10);
for (var c = lane; c < 10u; c += 1u) {
let z = logits[row + c] - largest;
total_exp += exp(z);
if (z == 0.0) { predicted = min(predicted, f32(c)); }
}


if (place < 4u) {
if (lane == 0u && sample < count) {
let label = min(labels[sample], 9u);
let guess = min(u32(predicted), 9u);
own += log(total_exp) - (logits[row + label] - largest);
if (guess == label) { atomicAdd(&result[1], 1u); }
atomicAdd(&result[2u + label * 10u + guess], 1u);
}
}
}
exchange[local] = own;
workgroupBarrier();
if (local == 0u) {
var total = exchange[0];
for (var i = 1u; i < 64u; i++) { total += exchange[i]; }
atomicStore(&result[102u + step % 2u], bitcast<u32>(total));
atomicAdd(&result[0], count);
stepCounter[1] = stepCounter[0] + 1u;
}
}
