// Packs what measure.py says of the images into the files that the validator reads: small, sorted, and of such a form
// that a look-up needs nothing built first.
import { edgesToSinks } from './places.mjs';

/**
 * Of each attribute where it leads to, and from whom: `[target, owners, owners, target, ...]`, first the owners of which a
 * star import brings it, then the others, by their numbers.
 */
export function packedReach(measurements) {
  // Where two images differ, the first of them says what a name leads to.
  const merged = new Map([...measurements].reverse().flatMap(([, measurement]) => edgesOf(measurement)));
  const rows = [...merged.values()].sort((a, b) => compare(a.owner, b.owner) || compare(a.attribute, b.attribute));
  const owners = Object.fromEntries([...new Set(rows.map(({ owner }) => owner))].map((owner, index) => [owner, index]));
  const edges = {};
  for (const { owner, attribute, target, isBrought } of rows.sort((a, b) => compare(a.attribute, b.attribute))) {
    if (!Object.hasOwn(edges, attribute)) edges[attribute] = [];
    const groups = edges[attribute];
    const group = groups.find(([known]) => known === target) ?? [target, [], []];
    if (!groups.includes(group)) groups.push(group);
    group[isBrought ? 1 : 2].push(owners[owner]);
  }
  const packed = mapped(edges, (groups) => groups.sort(([a], [b]) => compare(a, b)).flatMap(packedGroup));
  const roots = measurements.map(([image, measurement]) => [image, listed(measurement.roots)]);
  return { roots: Object.fromEntries(roots), owners, edges: packed };
}

function edgesOf(measurement) {
  const { edges, star } = measurement;
  const measured = Object.entries(edges).flatMap(([owner, attributes]) =>
    Object.entries(attributes).map(([attribute, target]) => {
      return { owner, attribute, target, isBrought: star[owner]?.includes(attribute) ?? false };
    }),
  );
  const toSinks = edgesToSinks(measurement).map((edge) => ({ ...edge, isBrought: !edge.attribute.startsWith('_') }));
  return [...toSinks, ...measured].map((edge) => [`${edge.owner}:${edge.attribute}`, edge]);
}

/** A word is looked for with the spaces around it. */
function listed(words) {
  return ` ${words.join(' ')} `;
}

function packedGroup([target, ...owners]) {
  return [target, ...owners.map((numbers) => numbers.sort((a, b) => a - b).join(' '))];
}

/** What the packages of one image have: names as texts with a space around each, functions by what they take. */
export function packedApi({ versions, modules, names, functions, classes, nobodys, offsets }) {
  const modulesByRoot = groupedBy(modules, rootOf);
  return {
    versions,
    modules: mapped(modulesByRoot, (those, root) => {
      const below = those.filter((name) => name !== root).map((name) => name.slice(root.length + 1));
      return below.length === 0 ? '' : listed(below);
    }),
    names: mapped(names, listed),
    functions: mapped(
      groupedBy(Object.keys(functions).sort(), (name) => name.slice(0, name.lastIndexOf('.'))),
      (list) => byKeywords(list.map((name) => [name.slice(name.lastIndexOf('.') + 1), functions[name]])),
    ),
    classes: mapped(classes, ({ names: own, keywords }) => ({
      names: listed(own),
      methods: byKeywords(Object.entries(keywords)),
    })),
    nobodys: listed(nobodys),
    offsets: mapped(offsets, listed),
  };
}

/** `{'axis dtype': 'mean sum'}`: many functions take the same. */
function byKeywords(functions) {
  const table = {};
  for (const [name, keywords] of functions) {
    const taken = listed(keywords);
    table[taken] = `${Object.hasOwn(table, taken) ? table[taken] : ' '}${name} `;
  }
  return sorted(table);
}

function groupedBy(list, keyOf) {
  const groups = {};
  for (const entry of list) {
    const key = keyOf(entry);
    if (!Object.hasOwn(groups, key)) groups[key] = [];
    groups[key].push(entry);
  }
  return groups;
}

function mapped(table, change) {
  return sorted(Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value, key)])));
}

function sorted(table) {
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => compare(a, b)));
}

function rootOf(name) {
  return name.split('.')[0];
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
