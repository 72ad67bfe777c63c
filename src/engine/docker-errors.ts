import { type ErrorCode, QuantineError } from '../core/errors.js';

/** The shape of what dockerode rejects with: a system error without a status, or an HTTP answer with one. */
interface EngineFault {
  readonly code?: string;
  readonly statusCode?: number;
  readonly json?: { readonly message?: string } | string | null;
  readonly message?: string;
}

const UNREACHABLE = new Set([
  'ENOENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

function faultOf(error: unknown): EngineFault {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The HTTP status the engine answered with, if it answered. */
export function statusOf(error: unknown): number | undefined {
  return faultOf(error).statusCode;
}

/** What the engine said, without dockerode's prefix. The `reason` dockerode adds is wrong for a missing image. */
export function engineMessage(error: unknown): string {
  const { json, message } = faultOf(error);
  if (typeof json === 'object' && json?.message !== undefined) return json.message;
  return message ?? String(error);
}

/** Whether this says that nobody answers, rather than that somebody refused. */
function isUnreachable(error: unknown): boolean {
  const { code, statusCode, message } = faultOf(error);
  return statusCode === undefined && ((code !== undefined && UNREACHABLE.has(code)) || message === 'socket hang up');
}

/** Says in our words what the engine, or its absence, said in its own. */
export function translateDockerError(error: unknown, action: string): QuantineError {
  if (error instanceof QuantineError) return error;
  const said = engineMessage(error);
  return new QuantineError(codeOf(error, said), `${action}: ${said}`, { cause: error });
}

function codeOf(error: unknown, said: string): ErrorCode {
  if (faultOf(error).code === 'EACCES') return 'PERMISSION_DENIED';
  if (isUnreachable(error)) return 'DOCKER_UNAVAILABLE';
  if (statusOf(error) === 404 && /no such image/i.test(said)) return 'IMAGE_NOT_FOUND';
  if (/seccomp|unknown flag|not supported|unsupported/i.test(said)) return 'ENGINE_UNSUPPORTED';
  return 'ENGINE_FAILED';
}
