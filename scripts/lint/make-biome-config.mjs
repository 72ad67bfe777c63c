// Makes biome.json from the tables below: which room may import which, and which files may import a package.
//   node scripts/lint/make-biome-config.mjs           writes it
//   node scripts/lint/make-biome-config.mjs --check   fails where it says something else
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { argumentsOf } from '../wrong-call.mjs';

const USAGE = 'node scripts/lint/make-biome-config.mjs [--check]';
const { values: flags } = argumentsOf(USAGE, { options: { check: { type: 'boolean' } } });

const ROOT = join(import.meta.dirname, '../..');
const FILE = join(ROOT, 'biome.json');

/** Rooms in the order of ARCHITECTURE.md. One that is not named may not be imported. */
const ROOMS = {
  core: [],
  config: ['core'],
  protocol: ['core'],
  validator: ['core', 'config'],
  review: ['core', 'config'],
  engine: ['core', 'config'],
  runner: ['core', 'config', 'protocol', 'engine'],
  sandbox: ['core', 'config', 'protocol', 'engine', 'runner'],
  executor: ['core', 'config', 'protocol', 'validator', 'review', 'engine', 'runner', 'sandbox'],
  cli: ['core', 'config', 'protocol', 'validator', 'review', 'engine', 'runner', 'sandbox', 'executor'],
};

/** The rooms within the validator, by the same rule; the files that stand beside them are for all of them. */
const VALIDATOR_ROOMS = {
  tree: [],
  reading: ['tree'],
  catalogue: [],
  policy: ['catalogue'],
  scopes: ['tree'],
  constants: ['tree', 'scopes'],
  names: ['tree', 'catalogue', 'policy', 'scopes', 'constants'],
  reads: ['tree', 'policy', 'scopes', 'constants', 'names'],
  flow: ['tree', 'policy', 'scopes', 'constants', 'names', 'reads'],
  paths: ['tree', 'policy', 'scopes', 'constants', 'names', 'reads'],
  effects: ['tree', 'policy', 'scopes', 'names', 'reads'],
  embedded: ['tree', 'reading', 'policy', 'scopes', 'constants', 'names', 'reads'],
  exemptions: ['tree', 'policy', 'scopes', 'names', 'reads', 'paths'],
  computed: ['tree', 'scopes', 'names', 'reads'],
  robustness: ['tree', 'scopes'],
  rules: [
    ...['tree', 'catalogue', 'policy', 'scopes', 'names', 'reads', 'paths'],
    ...['effects', 'exemptions', 'computed', 'robustness'],
  ],
  compatibility: ['tree', 'catalogue', 'scopes', 'names', 'reads'],
  format: ['policy'],
};

/** Who may import a package that decides much: whole rooms, or files of one. Everything else is refused. */
const PACKAGES = {
  dockerode: ['src/engine/docker-*.ts'],
  'smol-toml': ['src/config/policy-file.ts'],
  'web-tree-sitter': ['src/validator/reading/parser*.ts'],
  commander: ['src/cli/**'],
  execa: ['src/cli/**', 'src/engine/apt.ts', 'src/engine/debian-base.ts'],
  picocolors: ['src/cli/**'],
};

const filesOf = (room) => (room === 'executor' ? ['src/executor.ts', 'src/index.ts'] : [`src/${room}/**`]);
const importsOf = (room) => (room === 'executor' ? '**/executor.js' : `**/${room}/**`);

/** The room of a file, and within the validator the room of that room. */
function roomsOf(file) {
  const [, room, inner] = file.split('/');
  return room === 'validator' && inner in VALIDATOR_ROOMS ? [room, inner] : [room];
}

/** The rule for some files of a room. */
function restriction(files, room, inner) {
  const refusedPackages = Object.entries(PACKAGES).filter(([, owners]) => !files.some((file) => owners.includes(file)));
  const refusedRooms = Object.keys(ROOMS).filter((other) => other !== room && !ROOMS[room].includes(other));
  const allowed = ROOMS[room].length > 0 ? ROOMS[room].join(', ') : 'nothing of ours';
  const options = {
    paths: Object.fromEntries(
      refusedPackages.map(([name, owners]) => [name, `Only ${owners.join(', ')} may import ${name}.`]),
    ),
    patterns:
      refusedRooms.length === 0
        ? []
        : [
            {
              group: refusedRooms.map(importsOf),
              message: `Imports run one way: ${room} may import ${allowed} (ARCHITECTURE.md).`,
            },
            ...(inner === undefined ? [] : [restrictionWithin(inner)]),
          ],
  };
  return override(files, 'style', { noRestrictedImports: { level: 'error', options } });
}

function restrictionWithin(inner) {
  const may = VALIDATOR_ROOMS[inner];
  const refused = Object.keys(VALIDATOR_ROOMS).filter((other) => other !== inner && !may.includes(other));
  return {
    group: refused.map(importsOf),
    message: `Imports run one way: within the validator, ${inner} may import ${may.join(', ') || 'no other room'} (ARCHITECTURE.md).`,
  };
}

function override(includes, group, rules) {
  return { includes, linter: { rules: { [group]: rules } } };
}

/** For a file that two overrides name, the later one holds: so the single files come after their rooms. */
function restrictions() {
  const rooms = Object.keys(ROOMS);
  const owners = [...new Set(Object.values(PACKAGES).flat())];
  const single = owners.filter((owner) => !rooms.some((room) => filesOf(room).includes(owner)));
  return [
    ...rooms.map((room) => restriction(filesOf(room), room)),
    ...Object.keys(VALIDATOR_ROOMS).map((inner) => restriction(filesOf(`validator/${inner}`), 'validator', inner)),
    ...single.map((owner) => restriction([owner], ...roomsOf(owner))),
  ];
}

const config = {
  $schema: './node_modules/@biomejs/biome/configuration_schema.json',
  vcs: { enabled: true, clientKind: 'git', useIgnoreFile: true },
  files: {
    includes: [
      '**',
      '!**/dist',
      '!examples/data',
      '!package-lock.json',
      '!tests/**/golden',
      '!src/validator/catalogue/*.json',
      '!tests/**/*.schema.json',
    ],
  },
  formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 120 },
  javascript: { formatter: { quoteStyle: 'single' } },
  plugins: ['./scripts/lint/process-exit.grit'],
  linter: {
    rules: {
      preset: 'recommended',
      complexity: { noExcessiveCognitiveComplexity: 'error', noForEach: 'error' },
      correctness: { noUnusedImports: 'error', noUnusedVariables: 'error', noUnusedFunctionParameters: 'error' },
      style: {
        noNonNullAssertion: 'error',
        noProcessEnv: 'error',
        noDefaultExport: 'off',
        useImportType: 'error',
        useNodejsImportProtocol: 'error',
        useFilenamingConvention: { level: 'error', options: { filenameCases: ['kebab-case'] } },
        useReadonlyClassProperties: 'error',
      },
      suspicious: {
        noConsole: 'error',
        noExplicitAny: 'error',
        noImportCycles: { level: 'error', options: { ignoreTypes: false } },
      },
    },
  },
  overrides: [
    ...restrictions(),
    override(['src/config/load.ts', 'tests/**', 'scripts/**'], 'style', { noProcessEnv: 'off' }),
    override(['src/cli/**', 'tests/**', 'scripts/**'], 'suspicious', { noConsole: 'off' }),
    override(['tests/**'], 'style', { noNonNullAssertion: 'off' }),
  ],
};

if (flags.check) {
  if (!isDeepStrictEqual(JSON.parse(readFileSync(FILE, 'utf8')), config)) {
    console.error('biome.json is not what its tables make: run node scripts/lint/make-biome-config.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, `${JSON.stringify(config, null, 2)}\n`);
  execFileSync(join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', FILE], { cwd: ROOT, stdio: 'inherit' });
}
