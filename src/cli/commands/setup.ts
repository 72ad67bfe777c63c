import type { Command } from 'commander';
import { cancelOnSignal } from '../cancel-on-signal.js';
import { type CliContext, EXIT, type ExitCode } from '../context.js';

export function registerSetup(program: Command, context: CliContext): void {
  program
    .command('setup')
    .summary('start or install the engine, build the image')
    .description(
      'Makes this machine ready: starts the engine that is installed, or installs docker.io where there is none at all ' +
        '(Debian and Ubuntu, as root, unless QUANTINE_NO_INSTALL=1), and builds the image. Does nothing where all is there.',
    )
    .option('--image <template>', 'python313 (default) or python311')
    .addHelpText(
      'after',
      `
Examples:
  quantine setup
  quantine setup --image python311

Exit status: 0 ready, 3 something is missing, with what to do, 130 cancelled.`,
    )
    .action(async ({ image }: { image?: string }) => {
      context.setExitCode(await setUp(image, context));
    });
}

async function setUp(template: string | undefined, context: CliContext): Promise<ExitCode> {
  const [{ ensureEngine }, { ensureImage }, { imageTemplate }] = await Promise.all([
    import('../setup/ensure-engine.js'),
    import('../setup/ensure-image.js'),
    import('../../engine/image-templates.js'),
  ]);
  const wanted = imageTemplate(template);
  using cancellation = cancelOnSignal(context.io);
  const options = { setUp: true, signal: cancellation.signal };
  try {
    const engine = await ensureEngine(context, options);
    const { version } = await engine.facts();
    context.io.out(`engine  ${version} at ${engine.endpoint.origin}\n`);
    const { reference } = await ensureImage(engine, wanted, context, options);
    context.io.out(`image   ${reference}\n`);
    return EXIT.ok;
  } catch (error) {
    if (!cancellation.signal.aborted) throw error;
    context.io.err('cancelled: run `quantine setup` again, and it goes on where it stopped\n');
    return EXIT.cancelled;
  }
}
