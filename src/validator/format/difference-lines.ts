import { CAPABILITIES } from '../../core/report.js';
import type { Changes, Difference } from '../difference.js';
import { noteWords } from './note-words.js';

/** One thing that was gained or lost. */
export interface ChangeLine {
  readonly sign: '+' | '-';
  /** `reads files`, `imports`, `will not run`, or the id of a rule. */
  readonly what: string;
  /** Dotted names: text of the strategy's own. */
  readonly by: readonly string[];
  /** In the version that has it; absent for an import. */
  readonly line?: number;
  readonly points?: number;
}

/** What a difference says, the graver first: capabilities, findings, imports, what will not run; of each what was gained, then what was lost. */
export function changeLines({ capabilities, findings, imports, compatibility }: Difference): readonly ChangeLine[] {
  return [
    ...signed(capabilities, ({ name, by, line }) => ({ what: CAPABILITIES[name], by, line })),
    ...signed(findings, ({ rule, qualifiedName, line, points }) => ({ what: rule, by: [qualifiedName], line, points })),
    ...together(imports),
    ...signed(compatibility, ({ qualifiedName, line, ...note }) => ({
      what: noteWords(note),
      by: [qualifiedName],
      line,
    })),
  ];
}

function signed<Item>({ gained, lost }: Changes<Item>, told: (item: Item) => Omit<ChangeLine, 'sign'>): ChangeLine[] {
  const withSign = (sign: '+' | '-') => (item: Item) => ({ sign, ...told(item) });
  return [...gained.map(withSign('+')), ...lost.map(withSign('-'))];
}

function together({ gained, lost }: Changes<string>): ChangeLine[] {
  const lines: ChangeLine[] = [
    { sign: '+', what: 'imports', by: gained },
    { sign: '-', what: 'imports', by: lost },
  ];
  return lines.filter(({ by }) => by.length > 0);
}
