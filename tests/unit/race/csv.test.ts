import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, csvFile, csvPieces } from '../../../src/race/csv.ts';
import type { ResultFile, RunRecord } from '../../../src/race/result.ts';
import { experiment } from '../../support/experiment.ts';

const spec = experiment({
  training: { steps: 4 },
  lanes: [{ name: 'Nesterov, fast', optimizer: { id: 'nesterov', lr: 0.4, momentum: 0.9 } }],
});
const [lane] = spec.lanes;
if (!lane) throw new Error('no lane');

const runOf = (index: number, loss: number[], change: Partial<typeof lane> = {}): RunRecord => ({
  lane: index,
  effectiveSpec: { ...lane, ...change },
  state: 'finished',
  divergence: null,
  targetStep: null,
  loss: Float32Array.from(loss),
  evaluations: [],
});
const roundOf = (phase: 'lr-search' | 'race', seed: number, runs: RunRecord[]) => ({
  phase,
  seed,
  steps: 4,
  hashes: { init: '', batches: '' },
  trainMs: 1,
  runs,
});
const result: ResultFile = {
  kind: 'downhill-race',
  version: 4,
  spec: { ...spec, lanes: [lane, { ...lane, name: 'B' }] },
  versions: {},
  adapter: {
    backend: 'cpu',
    vendor: '',
    architecture: '',
    description: '',
    software: true,
    fallback: null,
  },
  engine: 'cpu',
  portable: false,
  rounds: [
    roundOf('lr-search', 0, [runOf(0, [9])]),
    roundOf('race', 1, [
      runOf(0, [2.5, Number.NaN], { events: [{ step: 1, set: { 'optimizer.lr': 0.1 } }] }),
      runOf(1, [0.1]),
    ]),
    roundOf('race', 2, [runOf(1, [0.5])]),
  ],
  verdict: null,
};

describe('csvPieces', () => {
  it('has a row for every step, exact, with what the optimizer was told', () => {
    expect([...csvPieces(result)].join('').split('\r\n')).toEqual([
      'lane,seed,step,loss,lr,momentum',
      '"Nesterov, fast",1,0,2.5,0.4,0.9',
      '"Nesterov, fast",1,1,NaN,0.1,0.9',
      `B,1,0,${Math.fround(0.1)},0.4,0.9`,
      'B,2,0,0.5,0.4,0.9',
      '',
    ]);
  });

  it('writes the tuning runs when asked, and comes in a piece a run', () => {
    expect([...csvPieces(result, 'lr-search')][1]).toBe('"Nesterov, fast",0,0,9,0.4,0.9\r\n');
    expect([...csvPieces(result)]).toHaveLength(4);
  });
});

describe('csvField', () => {
  it.each([
    ['SGD', 'SGD'],
    ['a,b', '"a,b"'],
    ['say "lr"', '"say ""lr"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['-1', "'-1"],
  ])('of %j is %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  it('is read back by the rules of RFC 4180', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^[=+\-@\t\r]/.test(text));
        const field = csvField(text);
        const quoted = field.startsWith('"');
        expect(quoted ? field.slice(1, -1).replaceAll('""', '"') : field).toBe(text);
        if (!quoted) expect(field).not.toMatch(/[",\r\n]/);
      }),
    );
  });
});

describe('csvFile', () => {
  it('begins with a byte-order mark, so that a spreadsheet reads names of any script', async () => {
    const named = { ...result, spec: { ...spec, lanes: [{ ...lane, name: '涅斯捷罗夫动量 μ = 0,9' }] } };
    const file = csvFile({ ...named, rounds: [roundOf('race', 1, [runOf(0, [2.5])])] });
    expect(file.type).toBe('text/csv');
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect([...bytes.subarray(3, 6)]).not.toEqual([0xef, 0xbb, 0xbf]);
    const [, second] = new TextDecoder().decode(bytes).split('\r\n');
    expect(second).toBe('"涅斯捷罗夫动量 μ = 0,9",1,0,2.5,0.4,0.9');
  });
});
