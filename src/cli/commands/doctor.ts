import type { Command } from 'commander';
import { cancelOnSignal } from '../cancel-on-signal.js';
import { type CliContext, EXIT, type ExitCode } from '../context.js';

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

Exit status: 0 strategies can be run, 3 something essential is missing, 130 cancelled.`,
    )
    .action(async ({ json }: { json?: true }) => {
      context.setExitCode(await doctor(json ?? false, context));
    });
}

async function doctor(asJson: boolean, context: CliContext): Promise<ExitCode> {
  const [{ diagnose }, { formatDiagnosis }] = await Promise.all([
    import('../doctor/diagnose.js'),
    import('../doctor/format.js'),
  ]);
  using cancellation = cancelOnSignal(context.io);
  try {
    const diagnosis = await diagnose(context, cancellation.signal);
    context.io.out(asJson ? `${JSON.stringify(diagnosis, null, 2)}\n` : formatDiagnosis(diagnosis, context.io));
    return diagnosis.ok ? EXIT.ok : EXIT.ourFault;
  } catch (error) {
    if (error !== cancellation.signal.reason) throw error;
    context.io.err('cancelled: the probe sandbox, if there was one, is removed\n');
    return EXIT.cancelled;
  }
}
