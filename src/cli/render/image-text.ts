import type { Colors } from 'picocolors/types.js';
import type { ImageDescription } from '../../engine/image.js';
import { columns } from './columns.js';
import { formatBytes } from './quantities.js';

const STATES = {
  current: 'current',
  stale: 'out of date: `quantine image build` makes the one of this version',
  missing: 'not there: `quantine image build` makes it',
} as const satisfies Record<ImageDescription['state'], string>;

/** The image's identity, and the packages a strategy finds in it. */
export function renderImage({ state, reference, image, base, inventory }: ImageDescription, colours: Colors) {
  const { bold, green, yellow } = colours;
  const title = `${bold(reference)}  ${state === 'current' ? green(STATES.current) : yellow(STATES[state])}`;
  if (image === null) return [title];
  const facts = [
    ...(state === 'stale' ? [['found', image.reference]] : []),
    ['id', image.id],
    ['size', formatBytes(image.sizeBytes)],
    ['made', image.createdAt],
    ['machine', image.architecture],
    ...(base === null ? [] : [['base', base]]),
    ...(inventory === null ? [] : [['python', inventory.python]]),
  ];
  const packages = (inventory?.packages ?? []).map(({ name, version }) => [name, version]);
  const indented = (rows: readonly (readonly string[])[]) => columns(rows).map((line) => `  ${line}`);
  return [title, ...indented(facts), ...(packages.length > 0 ? ['', bold('packages'), ...indented(packages)] : [])];
}
