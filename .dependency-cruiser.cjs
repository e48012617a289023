/**
 * The layers of the source, as rules: which folder may import what.
 * docs/architecture.md explains them; tests/unit/scripts/layers.test.ts shows that each kind of rule bites.
 */
const PURE = ['core', 'optim', 'nn', 'data', 'experiment', 'race', 'compiler'];

/** Folder of src → the other folders of src it may import. */
const MAY_IMPORT = {
  assembly: [],
  core: [],
  optim: ['core'],
  nn: ['core'],
  data: ['core'],
  experiment: ['core', 'optim', 'nn', 'data'],
  race: ['core', 'optim', 'nn', 'data', 'experiment'],
  compiler: ['core', 'optim', 'nn', 'data'],
  messages: ['core'],
  protocol: ['core', 'experiment', 'race'],
  engine: [...PURE, 'protocol'], // of protocol only types, see below
  workers: ['engine', 'protocol'],
  cli: ['engine', 'protocol', 'messages', ...PURE],
  store: [...PURE, 'protocol'],
  ui: ['store', 'messages', ...PURE],
};
/** Folder of src → the folders of which it may import types alone, besides. */
const MAY_KNOW = {
  protocol: ['optim', 'nn', 'data'],
  messages: ['optim', 'nn', 'data', 'experiment', 'race', 'protocol'],
  ui: ['protocol'],
};
const ENTRY_MAY_IMPORT = ['store', 'ui', 'messages', ...PURE];

/** Folders of src/engine, each with those of the engine it may import; beside them stands what the workers open. */
const ENGINE_MAY_IMPORT = {
  device: [],
  executors: ['device'],
  training: ['device', 'executors'],
  tools: ['device', 'executors', 'training'],
};

/** What the parts of the page share: primitives, and the drawing of charts over them. */
const UI_SHARED = { kit: [], 'charts/engine': ['kit'] };
/** The parts of the page: each imports itself and what all share. The shell and what stands in src/ui put them together. */
const UI_FEATURES = [
  'charts/accuracy',
  'charts/loss',
  'charts/schedules',
  'lanes',
  'model',
  'results',
  'settings',
];
const UI_MAY_IMPORT = {
  ...UI_SHARED,
  ...Object.fromEntries(UI_FEATURES.map((feature) => [feature, Object.keys(UI_SHARED)])),
};

const FOLDERS = Object.keys(MAY_IMPORT).join('|');
const TFJS = '(^|/)node_modules/@tensorflow/|^@tensorflow/';
const UI_PACKAGES = [
  'react',
  'react-dom',
  '@mantine',
  'recharts',
  'katex',
  'lucide-react',
  '@fontsource-variable',
];
const UI_ONLY = `(^|/)node_modules/(${UI_PACKAGES.join('|')})/|^(${UI_PACKAGES.join('|')})(/|$)`;
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];

const layerRules = Object.entries(MAY_IMPORT).flatMap(([folder, allowed]) => {
  const known = MAY_KNOW[folder] ?? [];
  const rule = (name, to) => ({
    name,
    comment: `src/${folder} may import ${allowed.length === 0 ? 'nothing' : allowed.join(', ')}`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to,
  });
  const outside = { path: '^src/', pathNot: `^src/(${[folder, ...allowed, ...known].join('|')})/` };
  const values = { path: `^src/(${known.join('|')})/`, pathNot: `^src/(${allowed.join('|')})/` };
  if (known.length === 0) return [rule(`layer-${folder}`, outside)];
  return [
    rule(`layer-${folder}`, outside),
    rule(`layer-${folder}-types`, { ...values, dependencyTypesNot: ['type-only'] }),
  ];
});

const engineRules = Object.entries(ENGINE_MAY_IMPORT).map(([folder, allowed]) => ({
  name: `engine-${folder}`,
  comment: `src/engine/${folder} may import ${allowed.join(', ') || 'nothing'} of the engine`,
  severity: 'error',
  from: { path: `^src/engine/${folder}/` },
  to: { path: '^src/engine/', pathNot: `^src/engine/(${[folder, ...allowed].join('|')})/` },
}));

const uiRules = Object.entries(UI_MAY_IMPORT).map(([folder, allowed]) => ({
  name: `ui-${folder.replace('/', '-')}`,
  comment: `src/ui/${folder} may import ${allowed.join(', ') || 'nothing'} of the page; the shell puts parts together`,
  severity: 'error',
  from: { path: `^src/ui/${folder}/` },
  to: { path: '^src/ui/', pathNot: `^src/ui/(${[folder, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...engineRules,
    ...uiRules,
    {
      name: 'ui-charts',
      comment: 'what stands in src/ui/charts only gathers the charts for the shell',
      severity: 'error',
      from: { path: '^src/ui/charts/[^/]+$' },
      to: { path: '^src/ui/', pathNot: '^src/ui/charts/' },
    },
    {
      name: 'ui-unknown',
      comment: 'a part of the page that the table does not have',
      severity: 'error',
      from: {
        path: '^src/ui/[^/]+/',
        pathNot: `^src/ui/((${Object.keys(UI_MAY_IMPORT).join('|')}|shell)/|charts/[^/]+$)`,
      },
      to: {},
    },
    {
      name: 'layer-engine-protocol-types',
      comment: 'the engine speaks the types of the messages; the server is handed to it',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/protocol/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'layer-entry',
      comment: `main.tsx and api.ts may import ${ENTRY_MAY_IMPORT.join(', ')}`,
      severity: 'error',
      from: { path: '^src/[^/]+$' },
      to: { path: '^src/[^/]+/', pathNot: `^src/(${ENTRY_MAY_IMPORT.join('|')})/` },
    },
    {
      name: 'layer-unknown',
      comment: 'a folder of src that the table does not have',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${FOLDERS})/` },
      to: {},
    },
    {
      name: 'core-no-package',
      comment: 'src/core stands alone, but for core/zod.ts, which hands zod out',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '^src/core/zod\\.ts$' },
      to: { dependencyTypes: NPM },
    },
    {
      name: 'zod-through-core',
      comment: 'schemas are built with the zod of core/zod.ts, which is set up before the first of them',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/' },
      to: { path: '(^|/)node_modules/zod/|^zod(/|$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tfjs-only-in-engine',
      comment: 'only src/engine runs tfjs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/' },
      to: { path: TFJS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tfjs-types-only-in-nn',
      comment: 'besides src/engine only src/nn may know the types of tfjs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(engine|nn)/' },
      to: { path: TFJS },
    },
    {
      name: 'ui-packages-only-in-ui',
      comment: 'only src/ui and src/main.tsx know how the page is drawn',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(ui/|main\\.tsx$)' },
      to: { path: UI_ONLY },
    },
    {
      name: 'use-intl-only-in-messages',
      comment: 'texts are made by the translator of src/messages',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/messages/' },
      to: { path: '(^|/)node_modules/use-intl/|^use-intl(/|$)' },
    },
    {
      name: 'src-no-node',
      comment: 'src runs in a browser, but for the command line',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-no-dev-package',
      comment: 'what the page needs at run time is a dependency, not a devDependency',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'src-stands-alone',
      comment: 'src imports nothing of tests, scripts and bench',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|scripts|bench)/' },
    },
    {
      name: 'no-circular',
      comment: 'a cycle cannot be read in order, not even one of types',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'nothing imports this file and it imports nothing',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'not-resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:kernels$' }, // which scripts/assembly.mjs makes
    },
  ],
  options: {
    tsPreCompilationDeps: true, // keeps the imports of types, which the compiler drops
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(public|dist|docs)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
