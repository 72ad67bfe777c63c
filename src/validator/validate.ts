import type { PolicySettings } from '../config/policy-settings.js';
import { refuseOddSettings, refuseTwoMaxima, refuseUnknownOptions } from '../core/given-options.js';
import { refuseOddSource } from '../core/given-source.js';
import type { Report } from '../core/report.js';
import { withEmbeddedCode } from './embedded/embedded-code.js';
import { gatherFacts } from './facts.js';
import { definePolicy } from './policy/define-policy.js';
import { type Policy, refuseOddPolicy } from './policy/policy.js';
import { PythonParser } from './reading/parser.js';
import { decodeSource, sha256Of } from './reading/source.js';
import { withLine } from './reading/unread-line.js';
import { SourceRefusal } from './refusal.js';
import { judgedReport, unreadableReport } from './report.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

export interface ValidatorOptions {
  /** The score from which on a source is refused: 1 to 90; by default what the policy says, which is 30. */
  readonly maxRiskScore?: number;
  /** By what a source is judged, where that is not the policy that is built in. */
  readonly policy?: PolicySettings;
  /** Whether a comment in the source may pardon a finding; by default what the policy says, which is that none may. */
  readonly allowInline?: boolean;
}

const OPTIONS = Object.keys({
  maxRiskScore: true,
  policy: true,
  allowInline: true,
} satisfies Record<keyof ValidatorOptions, true>);

/** Reads Python strategies and judges them, without running anything. Keep one for many sources: it keeps its parser. */
export class CodeValidator {
  readonly policy: Policy;
  readonly #parser = new PythonParser();

  /** @throws QuantineError BAD_REQUEST where an option is unknown, of another kind, out of its bounds, or names what is not there */
  constructor(options: ValidatorOptions = {}) {
    refuseUnknownOptions(options, OPTIONS);
    const { maxRiskScore, policy, allowInline } = options;
    refuseOddSettings(policy, 'policy');
    refuseTwoMaxima(options);
    this.policy = definePolicy({
      ...policy,
      ...(maxRiskScore !== undefined && { maxRiskScore }),
      ...(allowInline !== undefined && { allowInline }),
    });
  }

  /**
   * Judges one source. Whatever it holds is in the report: a source that cannot be read has no score and is refused.
   * @param source the bytes of a Python file, or its text, which is judged as its UTF-8 bytes
   * @param policy that of another validator, in place of this one's
   * @throws QuantineError BAD_REQUEST where one of them is something else
   */
  async validate(source: string | Uint8Array, policy: Policy = this.policy): Promise<Report> {
    refuseOddSource(source);
    refuseOddPolicy(policy);
    const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
    const identity = { sha256: sha256Of(bytes), bytes: bytes.byteLength };
    try {
      if (typeof source === 'string') refuseLoneSurrogates(source);
      const tree = await this.#parser.parse(decodeSource(bytes));
      const parse = (embedded: string) => this.#parser.parseEmbedded(tree, embedded);
      return judgedReport(withEmbeddedCode(gatherFacts(tree), parse), identity, policy);
    } catch (error) {
      if (error instanceof SourceRefusal) return unreadableReport(withLine(error.unreadable, bytes), identity, policy);
      if (error instanceof RangeError) return unreadableReport(tangled().unreadable, identity, policy);
      throw error;
    }
  }
}

// Names that lead through each other deeper than the stack is high: the source's doing, and no reason to throw.
function tangled(): SourceRefusal {
  return new SourceRefusal('too-tangled', 'The names and values of the source lead too deep into one another');
}

// Half a surrogate pair has no bytes: what would be judged is not what was given.
function refuseLoneSurrogates(text: string): void {
  if (LONE_SURROGATE.test(text)) throw new SourceRefusal('encoding', 'The text holds half a surrogate pair');
}
