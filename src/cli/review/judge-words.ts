import type { JudgeFlags } from '../judge-options.js';
import { shellPath } from '../render/shell-word.js';

/** What was shown holds under these flags alone: a decision without them would be about another policy. */
export function judgeWords({
  maxRisk,
  config,
  isolated,
  approvals,
  allowInline,
  image,
}: JudgeFlags): readonly string[] {
  const paths = Object.entries({ '--config': config, '--approvals': approvals });
  return [
    ...(maxRisk === undefined ? [] : ['--max-risk', String(maxRisk)]),
    ...paths.flatMap(([flag, path]) => (path === undefined ? [] : [flag, shellPath(path)])),
    ...(isolated ? ['--isolated'] : []),
    ...(allowInline ? ['--allow-inline'] : []),
    ...(image === undefined ? [] : ['--image', image]),
  ];
}
