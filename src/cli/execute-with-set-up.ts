import { QuantineError } from '../core/errors.js';
import type { ExecutionOutcome } from '../core/outcome.js';
import { imageTemplate } from '../engine/image-templates.js';
import type { CliContext } from './context.js';
import type { RunRequest } from './run-request.js';
import type { RunView } from './run-view.js';

/**
 * Runs a strategy, and sets up what turns out to be missing on the way. Tried first and set up afterwards, because a
 * strategy that is refused needs no engine, and a machine that has everything should not pay for the question.
 *
 * @throws QuantineError as the executor and set-up do
 * @throws the reason of the signal, where set-up was cancelled; a run that is cancelled has an outcome
 */
export async function executeWithSetUp(
  source: Uint8Array,
  request: RunRequest,
  context: CliContext,
  view: RunView,
  signal: AbortSignal,
): Promise<ExecutionOutcome> {
  const { SandboxExecutor } = await import('../executor.js');
  await using executor = new SandboxExecutor({ ...request.executor, settings: context.settings });
  const execute = () =>
    executor.execute(source, {
      ...request.run,
      signal,
      onReport: (report) => view.report(report),
      onOutput: (chunk) => view.output(chunk),
    });
  try {
    return await execute();
  } catch (error) {
    if (!isMissing(error)) throw error;
    await setUp(request.executor.image, context, signal);
    return await execute();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof QuantineError && ['DOCKER_UNAVAILABLE', 'IMAGE_NOT_FOUND'].includes(error.code);
}

/**
 * @throws QuantineError with what to do, where set-up is not asked for
 * @throws the reason of the signal, where that ended it
 */
async function setUp(template: string | undefined, context: CliContext, signal: AbortSignal): Promise<void> {
  const [{ ensureEngine }, { ensureImage }] = await Promise.all([
    import('./setup/ensure-engine.js'),
    import('./setup/ensure-image.js'),
  ]);
  try {
    await ensureImage(await ensureEngine(context, { signal }), imageTemplate(template), context, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
