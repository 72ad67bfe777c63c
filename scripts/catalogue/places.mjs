// Follows what the policy tables call a sink to the other places where the packages of the images hold it, so that a
// function is what it is under every name.
import { BLACKLISTED_MODULES } from '../../dist/validator/policy/blacklist.js';
import { REFLECTION_FUNCTIONS } from '../../dist/validator/policy/builtins.js';
import { CALL_SINK_NAMES, callSinkOf } from '../../dist/validator/policy/call-sinks.js';
import { quietEffectOf } from '../../dist/validator/policy/quiet-effects.js';
import { FILE_FUNCTIONS } from '../../dist/validator/policy/sinks.js';
import { HARMLESS_THOUGH_LEADING } from '../../dist/validator/policy/standard-library.js';
import { ANNOTATION_READERS, TEXT_EXECUTORS } from '../../dist/validator/policy/text-executors.js';
import { isBelow, publicName, rootOf } from '../../dist/validator/qualified-name.js';

/** What the tables name one by one, wherever it is at home: of a whole module only what is at home there is a sink. */
const NAMED = new Set([
  ...[FILE_FUNCTIONS, REFLECTION_FUNCTIONS, TEXT_EXECUTORS].flatMap((table) => [...table.keys()]),
  ...[...ANNOTATION_READERS, ...CALL_SINK_NAMES],
]);

/** `[{ owner, attribute, target }]`: the places that the tables do not know yet, and the name of the sink that is there. */
export function edgesToSinks({ places, edges }) {
  return places.flatMap(({ home, names }) => {
    const sink = isSink(home) ? home : names.find((name) => NAMED.has(name));
    if (sink === undefined) return [];
    return names
      .map((name) => edgeAt(name, sink))
      .filter(({ owner, attribute }) => edges[owner]?.[attribute] === undefined && !isJudged(`${owner}.${attribute}`));
  });
}

function edgeAt(place, target) {
  const dot = place.lastIndexOf('.');
  return { owner: place.slice(0, dot), attribute: place.slice(dot + 1), target };
}

function isJudged(place) {
  if (isSink(place) || quietEffectOf(place) !== undefined) return true;
  return isOfBlacklist(place) || HARMLESS_THOUGH_LEADING.some(([, names]) => names.test(place));
}

function isOfBlacklist(place) {
  const row = BLACKLISTED_MODULES.get(rootOf(place));
  return row !== undefined && !(row.harmless ?? []).some((part) => isBelow(place, part));
}

function isSink(name) {
  const known = publicName(name);
  return NAMED.has(known) || callSinkOf(known) !== undefined;
}
