import type { Command } from 'commander';
import { QuantineError } from '../../core/errors.js';
import type { Decision } from '../../review/decision.js';
import type { CliContext } from '../context.js';
import { addJudgeOptions, imageOption, type JudgeFlags, leavesApprovalsAside } from '../judge-options.js';
import type { DecideFlags } from '../review/decision.js';
import type { ListFlags } from '../review/list.js';

const HASH_FORM = /^[0-9a-f]{12,64}$/i;

export function registerReview(program: Command, context: CliContext): void {
  const review = program
    .command('review')
    .summary('approve or refuse strategies of MEDIUM risk')
    .description(
      'Keeps what people decide about strategies: by the SHA-256 of the bytes and of the policy, in a file to commit.',
    )
    .addHelpText('after', '\nExample:\n  quantine review list examples');
  registerList(review, context);
  registerShow(review, context);
  registerDecision(review, context, {
    name: 'approve',
    decision: 'approved',
    what: 'Lets a strategy of at most MEDIUM risk pass and run: these bytes under this policy, and no other.',
    example: 'quantine review approve examples/risky/impossible_number.py --by Ada --reason "the container ends it"',
  });
  registerDecision(review, context, {
    name: 'refuse',
    decision: 'refused',
    what: 'Refuses a strategy whatever it scores: these bytes, under every policy.',
    example: 'quantine review refuse examples/risky/memory_bomb.py --by Ada --reason "it only fills memory"',
  });
}

function registerList(review: Command, { io }: CliContext): void {
  judging(review.command('list'))
    .description('Lists what waits for a decision, what was decided, and what of that counts no more.')
    .argument('[paths...]', 'files or folders; by default the folder you are in')
    .option('--json', 'as one JSON document')
    .addHelpText('after', '\nExamples:\n  quantine review list examples\n  quantine review list examples --json')
    .action(async (paths: readonly string[], flags: ListFlags) => {
      refuseNowhere(flags);
      const { listReviews } = await import('../review/list.js');
      await listReviews(paths.length === 0 ? ['.'] : paths, flags, io);
    });
}

function registerShow(review: Command, { io }: CliContext): void {
  judging(review.command('show'))
    .description('Shows the report on a strategy, what was decided about it, and what you can do.')
    .argument('<file>', 'a Python file, or - for standard input')
    .option('--json', 'as one JSON document')
    .addHelpText('after', '\nExample:\n  quantine review show examples/risky/write_to_the_root.py')
    .action(async (file: string, flags: ListFlags) => {
      refuseNowhere(flags);
      const { showReview } = await import('../review/show.js');
      await showReview(file, flags, io);
    });
}

interface DecisionCommand {
  readonly name: string;
  readonly decision: Decision['decision'];
  readonly what: string;
  readonly example: string;
}

function registerDecision(
  review: Command,
  context: CliContext,
  { name, decision, what, example }: DecisionCommand,
): void {
  judging(review.command(name))
    .description(what)
    .argument('<file>', 'a Python file, or - for standard input')
    .requiredOption('--reason <text>', 'why: it is kept, and shown in every report')
    .option('--by <name>', 'who decides; by default the name you are logged in by')
    .option(
      '--sha256 <hash>',
      'the beginning of the hash that you reviewed, from 12 digits on: no other bytes',
      parseHash,
    )
    .addHelpText(
      'after',
      `\nExample:\n  ${example}\n\nExit status: 0 written down, 1 it cannot be approved, 2 wrong call.`,
    )
    .action(async (file: string, flags: DecideFlags) => {
      refuseNowhere(flags);
      const { decideOn } = await import('../review/decision.js');
      context.setExitCode(await decideOn(file, decision, flags, context));
    });
}

function judging(command: Command): Command {
  return addJudgeOptions(command).addOption(imageOption());
}

/** @throws QuantineError BAD_REQUEST where every file is left aside and none is named: a decision would be lost */
function refuseNowhere(flags: JudgeFlags): void {
  if (!leavesApprovalsAside(flags)) return;
  throw new QuantineError('BAD_REQUEST', '--isolated leaves approvals aside too: name their file with --approvals');
}

function parseHash(text: string): string {
  if (HASH_FORM.test(text)) return text;
  throw new QuantineError('BAD_REQUEST', `--sha256 takes 12 to 64 hexadecimal digits, not ${JSON.stringify(text)}`);
}
