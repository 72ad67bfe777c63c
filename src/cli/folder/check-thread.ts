// What a thread of `check` is started from.
const { answerTasks } = await import('./answer-tasks.js');
answerTasks();

export {};
