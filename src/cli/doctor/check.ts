/**
 * One line of the doctor's. `warning` is worth knowing; `failed` keeps strategies from being run, and always says what
 * to do about it.
 */
export type Check =
  | { readonly name: string; readonly status: 'ok'; readonly found: string }
  | {
      readonly name: string;
      readonly status: 'warning' | 'failed';
      readonly found: string;
      readonly nextStep: string;
    };

export function ok(name: string, found: string): Check {
  return { name, status: 'ok', found };
}

export function warning(name: string, found: string, nextStep: string): Check {
  return { name, status: 'warning', found, nextStep };
}

export function failed(name: string, found: string, nextStep: string): Check {
  return { name, status: 'failed', found, nextStep };
}
