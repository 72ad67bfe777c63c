import { type Reached, reachedModules } from '../exemptions/module-reach.js';
import { BLACKLISTED_MODULES, HARMLESS_POINTS } from '../policy/blacklist.js';
import { INSTEAD_OF_MODULES } from '../policy/module-advice.js';
import type { Policy } from '../policy/policy.js';
import type { Finding, Rule } from '../rule.js';
import type { Node } from '../tree/syntax-tree.js';

export const blacklistedModule: Rule = {
  meta: {
    id: 'blacklisted-module',
    points: 30,
    what: 'A module that reaches the operating system, the interpreter, the network or a database.',
    why: 'A strategy computes positions from data it is given. Nothing of that needs these modules, and most escapes begin with one.',
    example: 'import subprocess\n',
    accepted: 'import statistics\n',
    saferWay: 'Read from `data` and `params`, return `result`, and write files to /output with `to_csv`.',
  },

  check(facts, policy) {
    return [...reachedModules(facts, policy)].flatMap(([module, reached]) => {
      const harm = harmOf(module, reached, policy);
      return reached.nodes.map((node) =>
        harm === undefined ? harmless(node, module, reached) : harmful(node, module, harm),
      );
    });
  },
};

function harmful(node: Node, module: string, harm: string): Finding {
  const { why = 'it is not for strategies', gives } = BLACKLISTED_MODULES.get(module) ?? {};
  const saferWay = gives === undefined ? undefined : INSTEAD_OF_MODULES.get(gives);
  const use = harm === module ? '' : ` and uses ${harm}`;
  const message = `Reaches the module ${module}${use}: ${why}`;
  return { node, qualifiedName: module, message, ...(saferWay !== undefined && { saferWay }) };
}

function harmless(node: Node, module: string, { harmlessUse }: Reached): Finding {
  const use =
    harmlessUse === undefined
      ? 'nothing of it, or only harmless parts'
      : `only parts that do no harm alone, such as ${harmlessUse}`;
  const message = `Imports ${module}, and uses ${use}`;
  return { node, qualifiedName: module, message, points: HARMLESS_POINTS };
}

// Where a module may lie about unused is said by its row; everywhere else an import without a use is a use to come.
function harmOf(module: string, { harm, harmlessUse }: Reached, { isStrict }: Policy): string | undefined {
  if (isStrict) return harm ?? module;
  const row = BLACKLISTED_MODULES.get(module);
  const isHarmless = harmlessUse !== undefined || row?.isHarmlessUnused === true || row?.isHarmlessUntilUsed === true;
  return isHarmless ? harm : (harm ?? module);
}
