import type { Command } from 'commander';
import type { ImageDescription } from '../../engine/image.js';
import { imageTemplate } from '../../engine/image-templates.js';
import { buildProgress } from '../build-progress.js';
import { cancelOnSignal } from '../cancel-on-signal.js';
import { type CliContext, EXIT } from '../context.js';
import { findEngine } from '../find-engine.js';
import { renderImage } from '../render/image-text.js';

interface ImageFlags {
  readonly image?: string;
}

interface BuildFlags extends ImageFlags {
  readonly cache: boolean;
  readonly verbose?: boolean;
}

interface InspectFlags extends ImageFlags {
  readonly json?: boolean;
}

const IMAGE_FLAG = ['--image <template>', 'python313 (default) or python311, with the older pins'] as const;

export function registerImage(program: Command, context: CliContext): void {
  const image = program
    .command('image')
    .summary('build or inspect the image that strategies run in')
    .description('Builds or inspects the image that strategies run in, over the API of the engine.')
    .addHelpText('after', '\nExample:\n  quantine image build');
  image
    .command('build')
    .description(
      'Builds the image that belongs to this version of Quantine. Where no registry has its base, one is made of Debian ' +
        'packages with mmdebstrap, which is installed for it (Debian and Ubuntu, as root, unless QUANTINE_NO_INSTALL=1).',
    )
    .option(...IMAGE_FLAG)
    .option('--no-cache', 'take nothing from an earlier build')
    .option('--verbose', 'show everything the builder says')
    .addHelpText('after', '\nExamples:\n  quantine image build\n  quantine image build --image python311 --verbose')
    .action((flags: BuildFlags) => build(flags, context));
  image
    .command('inspect')
    .description('Shows what is in the image, and whether it is the one of this version of Quantine.')
    .option(...IMAGE_FLAG)
    .option('--json', 'everything as one JSON document, with the hash of every package')
    .addHelpText('after', '\nExamples:\n  quantine image inspect\n  quantine image inspect --image python311 --json')
    .action((flags: InspectFlags) => inspect(flags, context));
}

async function build(flags: BuildFlags, context: CliContext): Promise<void> {
  const template = imageTemplate(flags.image);
  const [{ ensureEngine }, { buildTemplate }] = await Promise.all([
    import('../setup/ensure-engine.js'),
    import('../../engine/image-build.js'),
  ]);
  using cancellation = cancelOnSignal(context.io);
  try {
    const engine = await ensureEngine(context, { signal: cancellation.signal });
    const image = await buildTemplate(engine, template, context.settings, {
      noCache: !flags.cache,
      signal: cancellation.signal,
      onProgress: buildProgress(context.io, flags.verbose ?? false),
    });
    context.io.out(`${image.reference}\n`);
  } catch (error) {
    if (!cancellation.signal.aborted) throw error;
    context.io.err('cancelled: no image was made\n');
    context.setExitCode(EXIT.cancelled);
  }
}

async function inspect(flags: InspectFlags, context: CliContext): Promise<void> {
  const template = imageTemplate(flags.image);
  const engine = await findEngine(context);
  const { describeImage } = await import('../../engine/image.js');
  const description = await describeImage(engine, template, context.settings);
  const text = flags.json ? imageJson(description) : renderImage(description, context.io.colours).join('\n');
  context.io.out(`${text}\n`);
  if (description.state !== 'current') context.setExitCode(EXIT.ourFault);
}

function imageJson({ image, ...rest }: ImageDescription): string {
  return JSON.stringify({ ...rest, image: image && withoutLabels(image) }, null, 2);
}

/** The inventory is among the labels, as text: once is enough. */
function withoutLabels({ labels: _labels, ...facts }: NonNullable<ImageDescription['image']>) {
  return facts;
}
