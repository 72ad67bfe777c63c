import { type Command, Option } from 'commander';
import { IMAGE_NAMES } from '../config/image-names.js';
import { fileOf, MAX_RISK_RANGE, parseMaxRisk } from './option-values.js';

/** The flags that decide how strategies are judged, as commander gives them. */
export interface JudgeFlags {
  readonly maxRisk?: number;
  readonly config?: string;
  readonly isolated?: boolean;
  readonly allowInline?: boolean;
  readonly approvals?: string;
  readonly image?: string;
}

/** Whether every file of approvals is left aside, and none is named. */
export function leavesApprovalsAside({ isolated, approvals }: JudgeFlags): boolean {
  return isolated === true && approvals === undefined;
}

/** Gives a command the flags by which strategies are judged; `--image` is its own to describe. */
export function addJudgeOptions(command: Command): Command {
  return command
    .option('--max-risk <score>', `the score at which a strategy is refused, ${MAX_RISK_RANGE}`, parseMaxRisk)
    .option(
      '--config <file>',
      'this policy file, instead of the nearest quantine.toml or pyproject.toml',
      fileOf('--config'),
    )
    .addOption(new Option('--isolated', 'leave files of policy and approvals aside').conflicts('config'))
    .option(
      '--approvals <file>',
      'what people decided, instead of the nearest quantine-approvals.json',
      fileOf('--approvals'),
    )
    .option('--allow-inline', 'let "# quantine: allow RULE -- reason" in the source pardon a finding');
}

/** The flag of a command that judges and runs nothing. */
export function imageOption(): Option {
  const what = `the image that strategies are written for (default ${IMAGE_NAMES[0]})`;
  return new Option('--image <template>', what).choices(IMAGE_NAMES);
}
