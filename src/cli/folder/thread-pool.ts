import { Worker } from 'node:worker_threads';

/** What became of a task: its result, or why its thread is no more. */
export type TaskOutcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'died'; readonly error: Error };

export interface ThreadPoolOptions {
  /** A module that answers each message, one task, with one message, its result. */
  readonly script: URL;
  readonly threads: number;
  /** What every thread is told at its start. */
  readonly workerData?: unknown;
  /** Wall time that one task may take, from the moment at which a thread has it. */
  readonly taskBudgetMs: number;
}

interface Job<Task, Result> {
  readonly task: Task;
  settle(outcome: TaskOutcome<Result>): void;
}

/**
 * Threads that do one task after the other. A thread that dies or does not come back costs its task and nobody else's.
 * Our own, because the known pools lose a task for good whose thread exits without an error, and count the time in which
 * a task waits for a thread as its own.
 */
export class ThreadPool<Task, Result> {
  readonly #options: ThreadPoolOptions;
  readonly #waiting: Job<Task, Result>[] = [];
  readonly #threads = new Set<Thread<Task, Result>>();

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /** Never rejects. Threads are started as tasks need them. */
  run(task: Task): Promise<TaskOutcome<Result>> {
    return new Promise((settle) => {
      this.#waiting.push({ task, settle });
      this.#serve();
    });
  }

  /** Ends every thread; what they are doing is never settled. */
  async close(): Promise<void> {
    this.#waiting.length = 0;
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #serve(): void {
    for (const thread of this.#threads) {
      if (this.#waiting.length === 0) return;
      if (!thread.isBusy) thread.take(this.#waiting.shift());
    }
    while (this.#waiting.length > 0 && this.#threads.size < this.#options.threads) {
      const thread: Thread<Task, Result> = new Thread(this.#options, (isOver) => {
        if (isOver) this.#threads.delete(thread);
        this.#serve();
      });
      this.#threads.add(thread);
      thread.take(this.#waiting.shift());
    }
  }
}

/** One thread, and the task that it has. */
class Thread<Task, Result> {
  readonly #worker: Worker;
  readonly #budgetMs: number;
  readonly #onFree: (isOver: boolean) => void;
  #job: Job<Task, Result> | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor({ script, workerData, taskBudgetMs }: ThreadPoolOptions, onFree: (isOver: boolean) => void) {
    this.#budgetMs = taskBudgetMs;
    this.#onFree = onFree;
    this.#worker = new Worker(script, { workerData });
    this.#worker.on('message', (result: Result) => this.#settle({ kind: 'done', result }, false));
    this.#worker.on('error', (error: Error) => this.#settle({ kind: 'died', error }, true));
    this.#worker.on('exit', (code) => {
      this.#settle({ kind: 'died', error: new Error(`it ended with ${code}`) }, true);
    });
  }

  get isBusy(): boolean {
    return this.#job !== undefined;
  }

  take(job: Job<Task, Result> | undefined): void {
    if (job === undefined) return;
    this.#job = job;
    this.#deadline = setTimeout(() => {
      void this.end();
      this.#settle({ kind: 'stuck' }, true);
    }, this.#budgetMs);
    this.#worker.postMessage(job.task);
  }

  async end(): Promise<void> {
    clearTimeout(this.#deadline);
    await this.#worker.terminate();
  }

  /** The first word on a task is the last; an exit that follows an error finds none. */
  #settle(outcome: TaskOutcome<Result>, isOver: boolean): void {
    clearTimeout(this.#deadline);
    const job = this.#job;
    this.#job = undefined;
    job?.settle(outcome);
    this.#onFree(isOver);
  }
}
