// Packs what standard_library.py says of the images: which names of the standard library lead to files, processes, the
// network or code, and by which way.
import { BLACKLISTED_MODULES } from '../../dist/validator/policy/blacklist.js';
import { HARMLESS_THOUGH_LEADING } from '../../dist/validator/policy/standard-library.js';
import { isBelow, rootOf } from '../../dist/validator/qualified-name.js';

/**
 * One row for each name, sorted: `{ module, name, kind, by, home, images }`. What is on the blacklist but for its
 * harmless parts is judged there.
 */
export function namesThatLead(readings) {
  const rows = new Map();
  for (const [image, modules] of readings) {
    for (const [module, names] of Object.entries(modules)) {
      for (const [name, [kind, by, home]] of Object.entries(names)) {
        const whole = `${module}.${name}`;
        if (!isOurs(whole) || (whole !== home && isHarmless(home))) continue;
        const row = rows.get(whole) ?? { module, name, kind, by, home, images: [] };
        rows.set(whole, row);
        row.images.push(image);
      }
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function isOurs(name) {
  const row = BLACKLISTED_MODULES.get(rootOf(name));
  return row === undefined || (row.harmless ?? []).some((part) => isBelow(name, part));
}

// `wave.namedtuple` is everybody's.
function isHarmless(name) {
  return HARMLESS_THOUGH_LEADING.some(([, names]) => names.test(name)) || !isOurs(name);
}

/** `{module: {kind: ' name name '}}` */
export function packedLeads(rows) {
  const table = {};
  for (const { module, name, kind } of rows) {
    table[module] ??= {};
    table[module][kind] = `${table[module][kind] ?? ' '}${name} `;
  }
  return table;
}

/** A line for each name: what it leads to, by which name, and in which image alone. */
export function listedWays(rows) {
  const lines = rows.map(({ module, name, kind, by, images }) =>
    [`${module}:${name}`, kind, by, ...(images.length > 1 ? [] : images)].join(' '),
  );
  return `${lines.join('\n')}\n`;
}
