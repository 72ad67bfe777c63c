// Makes src/validator/catalogue/ from the packages that are really in each image: which name leads to which module, and
// which names there are. Needs the engine, both images and dist/:
//   npm run catalogue              writes them
//   npm run catalogue -- --check   fails where they say something else
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGE_NAMES } from '../dist/config/image-names.js';
import { SandboxExecutor } from '../dist/index.js';
import { listedWays, namesThatLead, packedLeads } from './catalogue/leads.mjs';
import { packedApi, packedReach } from './catalogue/pack.mjs';
import { argumentsOf, refuse } from './wrong-call.mjs';

// Before anything is measured: that takes the engine minutes.
const { values: flags } = argumentsOf('npm run catalogue [-- --check]', { options: { check: { type: 'boolean' } } });

const HERE = import.meta.dirname;
const FOLDER = join(HERE, '../src/validator/catalogue');
/** The same for people and for a test, with the way in which each name leads there. */
const WAYS = join(HERE, '../tests/unit/validator/policy/standard-library.txt');

/** What an image is asked about by name, because no listing of it could say so. */
const ASKED = {
  methods: [
    ...['iteritems', 'append', 'mad', 'tshift', 'slice_shift', 'lookup', 'as_matrix', 'get_value', 'set_value', 'ix'],
    ...['applymap', 'to_panel', 'is_copy', 'select', 'convert_objects', 'sortlevel', 'from_items', 'get_dtype_counts'],
    ...['get_ftype_counts', 'weekofyear', 'iteritem', 'backfill', 'pad', 'is_monotonic', 'to_gbq', 'ftypes', 'blocks'],
    ...['rolling_mean', 'ewma', 'clip_lower', 'clip_upper', 'sort', 'order', 'irow', 'icol', 'iget', 'delevel'],
  ],
  offsets: [
    ...['D', 'B', 'C', 'W', 'H', 'h', 'T', 'min', 'S', 's', 'L', 'ms', 'U', 'us', 'N', 'ns', 'BH', 'bh', 'CBH', 'cbh'],
    ...['M', 'ME', 'MS', 'BM', 'BME', 'BMS', 'CBM', 'CBME', 'CBMS', 'SM', 'SME', 'SMS'],
    ...['m', 'q', 'y', 't', 'l', 'u', 'n', 'd', 'w', 'b', 'a'],
    ...['Q', 'QE', 'QS', 'BQ', 'BQE', 'BQS', 'A', 'Y', 'YE', 'AS', 'YS', 'BA', 'BY', 'BYE', 'BAS', 'BYS'],
  ],
};

async function measured(image, name) {
  const executor = new SandboxExecutor({
    image,
    validateCode: false,
    memoryMiB: 2048,
    valueMiB: 16,
    timeoutSeconds: 240,
  });
  try {
    const program = readFileSync(join(HERE, 'catalogue', name));
    const outcome = await executor.execute(program, { params: ASKED, collectArtifacts: false });
    if (outcome.status === 'completed') return outcome.value;
    throw new Error(`${image}: ${outcome.status}: ${JSON.stringify(outcome.error ?? outcome.message)}`);
  } finally {
    await executor.cleanup();
  }
}

const measurements = [];
const readings = [];
for (const image of IMAGE_NAMES) {
  measurements.push([image, await measured(image, 'measure.py').catch(tell)]);
  readings.push([image, await measured(image, 'standard_library.py').catch(tell)]);
}

const leads = namesThatLead(readings);
const files = [
  ...[
    ['reach.json', packedReach(measurements)],
    ['standard-library.json', packedLeads(leads)],
    ...measurements.map(([image, measurement]) => [`${image}.json`, packedApi(measurement)]),
  ].map(([name, content]) => [join(FOLDER, name), `${JSON.stringify(content)}\n`]),
  [WAYS, listedWays(leads)],
];

if (flags.check) {
  const stale = files.filter(([path, text]) => readOrNothing(path) !== text).map(([path]) => path);
  if (stale.length > 0) {
    console.error(`The images hold something else than ${stale.join(', ')}: run npm run catalogue`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(FOLDER, { recursive: true });
  for (const [path, text] of files) writeFileSync(path, text);
}

/** No engine or no image is no defect of this script. */
function tell(error) {
  if (error.name === 'QuantineError') refuse(`${error.message}\n${error.nextStep}`, 3);
  throw error;
}

function readOrNothing(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
