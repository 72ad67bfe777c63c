/** What stands in a strategy's text that decides what a run does with it. For hints alone: nothing is judged by it. */

const MAIN_BLOCK = /^if\s*\(?\s*(?:__name__\s*==|["']__main__["']\s*==\s*__name__)/;
const BELONGS_TO_BLOCK = /^(?:\s|#|$)/;
const DEFINES_RUN = /^(?:(?:async\s+)?def|class)\s+run\b|^run\s*[:=]/m;
const SAYS_RUN = /\brun\b/;

/** Whether a line, counted from 1, is in the block under `if __name__ == "__main__"`. */
export function isInMainBlock(text: string, line: number): boolean {
  let isInside = false;
  for (const [index, content] of text.split('\n', line).entries()) {
    if (MAIN_BLOCK.test(content)) isInside = true;
    else if (!BELONGS_TO_BLOCK.test(content)) isInside = false;
    if (index === line - 1) return isInside;
  }
  return false;
}

/** Whether a strategy has a `run` of its own, as far as its text shows. */
export function definesRun(text: string): boolean {
  return DEFINES_RUN.test(text);
}

/** Why a run that completed has no result. Of a value that came and is None, the guest does not say whose it was. */
export function whyNoResult(text: string | undefined, hasValue: boolean): string {
  if (!hasValue) {
    return text !== undefined && definesRun(text)
      ? 'it ended before run(data, params) was called, and set no variable `result`'
      : 'it defines neither run(data, params) nor a variable `result`';
  }
  if (text !== undefined && definesRun(text)) return 'run(data, params) returned None';
  if (text !== undefined && !SAYS_RUN.test(text)) return 'the variable `result` is None';
  return 'what run(data, params) returned, or else the variable `result`, is None';
}
