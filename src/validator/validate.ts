import { FIXED } from '../config/limits.js';
import { QuantineError } from '../core/errors.js';
import type { Report, UnreadableSource } from '../core/report.js';
import { gatherFacts } from './facts.js';
import { refuseForeignLayout } from './layout.js';
import { LineIndex } from './lines.js';
import { PythonParser } from './parser.js';
import { SourceRefusal } from './refusal.js';
import { RULES } from './registry.js';
import { type Judgement, judge, riskLevelOf } from './score.js';
import { decodeSource, sha256Of } from './source.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

export interface ValidatorOptions {
  /** The score from which on a source is refused: 1 to 90, 30 by default. */
  readonly maxRiskScore?: number;
}

/** Reads Python strategies and judges them, without running anything. Keep one for many sources: it keeps its parser. */
export class CodeValidator {
  readonly maxRiskScore: number;
  readonly #parser = new PythonParser();

  /** @throws QuantineError BAD_REQUEST where the maximum is out of its bounds */
  constructor(options: ValidatorOptions = {}) {
    this.maxRiskScore = checkMaxRiskScore(options.maxRiskScore ?? FIXED.defaultMaxRiskScore);
  }

  /**
   * Judges one source. Whatever it holds is in the report: a source that cannot be read has no score and is refused.
   * @param source the bytes of a Python file, or its text, which is judged as its UTF-8 bytes
   */
  async validate(source: string | Uint8Array): Promise<Report> {
    const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
    const sha256 = sha256Of(bytes);
    try {
      if (typeof source === 'string') refuseLoneSurrogates(source);
      const text = decodeSource(bytes);
      const tree = await this.#parser.parse(text);
      refuseForeignLayout(tree);
      return this.#judged(judge(gatherFacts(tree), RULES), sha256, bytes.byteLength, new LineIndex(text).count);
    } catch (error) {
      if (error instanceof SourceRefusal) return this.#refused(error.unreadable, sha256, bytes.byteLength);
      throw error;
    }
  }

  #judged({ riskScore, violations }: Judgement, sha256: string, bytes: number, lines: number): Report {
    const isValid = riskScore < this.maxRiskScore;
    const byRule: Record<string, number> = {};
    for (const { rule } of violations) byRule[rule] = (byRule[rule] ?? 0) + 1;
    return {
      isValid,
      riskScore,
      riskLevel: riskLevelOf(riskScore),
      maxRiskScore: this.maxRiskScore,
      violations,
      ...(isValid ? {} : { refusal: `Risk score ${riskScore} exceeds maximum ${this.maxRiskScore}` }),
      sha256,
      counts: { bytes, lines, violations: violations.length, byRule },
    };
  }

  #refused(unreadable: UnreadableSource, sha256: string, bytes: number): Report {
    return {
      isValid: false,
      riskScore: null,
      riskLevel: null,
      maxRiskScore: this.maxRiskScore,
      violations: [],
      unreadable,
      refusal: unreadable.message,
      sha256,
      counts: { bytes, lines: 0, violations: 0, byRule: {} },
    };
  }
}

// Half a surrogate pair has no bytes: what would be judged is not what was given.
function refuseLoneSurrogates(text: string): void {
  if (LONE_SURROGATE.test(text)) throw new SourceRefusal('encoding', 'The text holds half a surrogate pair');
}

function checkMaxRiskScore(score: number): number {
  if (Number.isFinite(score) && score >= 1 && score <= FIXED.highestMaxRiskScore) return score;
  throw new QuantineError(
    'BAD_REQUEST',
    `maxRiskScore takes a number from 1 to ${FIXED.highestMaxRiskScore}, not ${score}`,
    { details: { option: 'maxRiskScore' } },
  );
}
