import type { Command } from 'commander';
import { type CliContext, EXIT } from '../context.js';

export function registerDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .summary('examine the engine, the image and every cap')
    .description(
      'Examines what a run depends on: engine, runc, seccomp, image, disk, and whether this engine really enforces each cap, ' +
        'which a probe sandbox proves from inside. Changes nothing.',
    )
    .option('--json', 'one JSON document: {"ok", "checks": [{"name", "status", "found", "nextStep"}]}')
    .addHelpText(
      'after',
      `
Examples:
  quantine doctor
  quantine doctor --json

Exit status: 0 strategies can be run, 3 something essential is missing.`,
    )
    .action(async ({ json }: { json?: true }) => {
      const [{ diagnose }, { formatDiagnosis }] = await Promise.all([
        import('../doctor/diagnose.js'),
        import('../doctor/format.js'),
      ]);
      const diagnosis = await diagnose(context);
      context.io.out(json ? `${JSON.stringify(diagnosis, null, 2)}\n` : formatDiagnosis(diagnosis, context.io));
      context.setExitCode(diagnosis.ok ? EXIT.ok : EXIT.ourFault);
    });
}
