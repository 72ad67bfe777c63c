import { Worker } from 'node:worker_threads';

/** What became of a task: its result, or why its thread is no more. */
export type TaskOutcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'died'; readonly error: Error };

export interface ThreadPoolOptions {
  /** A module that answers each message, one task, with one message, its result: one after the other, in their order. */
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

/** Room for what a thread makes and soon drops: over a thousand files one thread, and two, are some 6% faster than without. */
const YOUNG_MIB = 64;

/** Tasks that a thread has at a time, so that it need not wait for us between two of them. */
const TASKS_AT_HAND = 3;

/**
 * Threads that do one task after the other. A thread that dies or does not come back costs its task and nobody else's.
 * Our own, because the known pools lose a task for good whose thread exits without an error, and count the time in which
 * a task waits for a thread as its own.
 */
export class ThreadPool<Task, Result> {
  readonly #options: ThreadPoolOptions;
  readonly #waiting: Job<Task, Result>[] = [];
  readonly #threads = new Set<Thread<Task, Result>>();
  #isClosed = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /** Threads are started as tasks need them. A task that comes after the end is not begun, and never settled. */
  run(task: Task): Promise<TaskOutcome<Result>> {
    if (this.#isClosed) return new Promise(() => {});
    return new Promise((settle) => {
      this.#waiting.push({ task, settle });
      this.#serve();
    });
  }

  /** Ends every thread; what they are doing is never settled. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  /** Each thread gets its first task before any gets its second. */
  #serve(): void {
    for (let jobs = 0; jobs < TASKS_AT_HAND && this.#waiting.length > 0; jobs++) {
      for (const thread of this.#threads) if (thread.jobs <= jobs) this.#handTo(thread);
      while (this.#waiting.length > 0 && this.#threads.size < this.#options.threads) this.#handTo(this.#startThread());
    }
  }

  #handTo(thread: Thread<Task, Result>): void {
    const job = this.#waiting.shift();
    if (job !== undefined) thread.take(job);
  }

  #startThread(): Thread<Task, Result> {
    const thread: Thread<Task, Result> = new Thread(this.#options, {
      isFree: () => this.#serve(),
      isOver: (untouched) => {
        this.#threads.delete(thread);
        this.#waiting.unshift(...untouched);
        this.#serve();
      },
    });
    this.#threads.add(thread);
    return thread;
  }
}

/** What a pool hears of a thread. */
interface ThreadListener<Task, Result> {
  isFree(): void;
  /** @param untouched what it was given and had not begun */
  isOver(untouched: readonly Job<Task, Result>[]): void;
}

/** One thread, and the tasks that it has: the first is the one that it is at. */
class Thread<Task, Result> {
  readonly #worker: Worker;
  readonly #budgetMs: number;
  readonly #listener: ThreadListener<Task, Result>;
  #jobs: Job<Task, Result>[] = [];
  #deadline: NodeJS.Timeout | undefined;

  constructor({ script, workerData, taskBudgetMs }: ThreadPoolOptions, listener: ThreadListener<Task, Result>) {
    this.#budgetMs = taskBudgetMs;
    this.#listener = listener;
    this.#worker = new Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB } });
    this.#worker.on('message', (result: Result) => this.#done(result));
    // An error may overtake results that came before it; none is left when the thread has ended.
    let cause: Error | undefined;
    this.#worker.on('error', (error: Error) => {
      cause = error;
    });
    this.#worker.on('exit', (code) => this.#over({ kind: 'died', error: cause ?? new Error(`it ended with ${code}`) }));
  }

  get jobs(): number {
    return this.#jobs.length;
  }

  take(job: Job<Task, Result>): void {
    this.#jobs.push(job);
    if (this.#jobs.length === 1) this.#startClock();
    this.#worker.postMessage(job.task);
  }

  async end(): Promise<void> {
    clearTimeout(this.#deadline);
    // A thread may still fail while it is ended, and nobody is to hear of it.
    this.#worker.removeAllListeners().on('error', () => {});
    await this.#worker.terminate();
  }

  #startClock(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#over({ kind: 'stuck' }), this.#budgetMs);
  }

  #done(result: Result): void {
    const job = this.#jobs.shift();
    if (this.#jobs.length > 0) this.#startClock();
    else clearTimeout(this.#deadline);
    job?.settle({ kind: 'done', result });
    this.#listener.isFree();
  }

  /** The first word is the last: nothing is heard any more of a thread that is over. */
  #over(outcome: TaskOutcome<Result>): void {
    void this.end();
    const [job, ...untouched] = this.#jobs;
    this.#jobs = [];
    job?.settle(outcome);
    this.#listener.isOver(untouched);
  }
}
