import { publicName } from '../qualified-name.js';
import type { CallSink } from './call-sink.js';
import { callSinkOf } from './call-sinks.js';
import type { FileSink } from './file-sink.js';
import { FILE_FUNCTIONS } from './sinks.js';

/** What a function does that is told by its name: its own, or the one by which everybody knows it. */
export function callSinkNamed(name: string): CallSink | undefined {
  return callSinkOf(name) ?? callSinkOf(publicName(name));
}

/** Which file a function reads or writes, likewise. */
export function fileSinkNamed(name: string): FileSink | undefined {
  return FILE_FUNCTIONS.get(name) ?? FILE_FUNCTIONS.get(publicName(name));
}
