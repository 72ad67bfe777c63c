// What is kept here is the one state that all validators of a process share: answers that no source and no policy change.

/** Names that are kept; then all are dropped, so that no source fills the memory of a process that stays. */
const MOST_NAMES = 10_000;
/** What sources say again and again is short. */
const LONGEST_NAME = 100;
/** One for each bit of a small integer. */
const MOST_QUESTIONS = 30;

/**
 * What a name alone answers, worked out once per name and process: sources say `np.array` again and again.
 * @param ask answers the same whenever it is asked
 */
export function remembered<Answer extends object | string | boolean | undefined>(
  ask: (name: string) => Answer,
): (name: string) => Answer {
  const answers = new Map<string, Answer | null>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known ?? (undefined as Answer);
    if (name.length > LONGEST_NAME) return ask(name);
    const own = ownText(name);
    const answer = ask(own);
    if (answers.size === MOST_NAMES) answers.clear();
    answers.set(own, answer ?? null);
    return answer;
  };
}

/** The same of what two names answer together: a module and what is read of it. */
export function rememberedOfTwo<Answer extends object>(
  ask: (owner: string, member: string) => Answer,
): (owner: string, member: string) => Answer {
  const owners = new Map<string, Map<string, Answer>>();
  let kept = 0;
  return (owner, member) => {
    const known = owners.get(owner)?.get(member);
    if (known !== undefined) return known;
    if (owner.length > LONGEST_NAME || member.length > LONGEST_NAME) return ask(owner, member);
    const [ownOwner, ownMember] = [ownText(owner), ownText(member)];
    const answer = ask(ownOwner, ownMember);
    if (kept === MOST_NAMES) {
      owners.clear();
      kept = 0;
    }
    kept += 1;
    const members = owners.get(owner);
    if (members === undefined) owners.set(ownOwner, new Map([[ownMember, answer]]));
    else members.set(ownMember, answer);
    return answer;
  };
}

/** What was asked about one name, and what was answered with yes: a bit for each question. */
export interface AskedName {
  asked: number;
  yes: number;
}

/** The answers about a name, the same for each who says it. */
export const askedName: (name: string) => AskedName = remembered(() => ({ asked: 0, yes: 0 }));

let questions = 0;

/**
 * A question that a name alone answers with yes or no, asked once per name and process: a rule passes over most of what a
 * source says without another look.
 * @param ask answers the same whenever it is asked
 */
export function question(ask: (name: string) => boolean): (said: SaidName) => boolean {
  if (questions === MOST_QUESTIONS) throw new RangeError(`There are more than ${MOST_QUESTIONS} questions`);
  const bit = 1 << questions++;
  return ({ name, asked }) => {
    if ((asked.asked & bit) === 0) {
      asked.asked |= bit;
      if (ask(name)) asked.yes |= bit;
    }
    return (asked.yes & bit) !== 0;
  };
}

/** A name where a source says it. */
export interface SaidName {
  readonly name: string;
  readonly asked: AskedName;
}

// A piece of a text keeps the whole text in memory for as long as it is kept itself, or a piece of it is.
function ownText(name: string): string {
  return Buffer.from(name, 'utf16le').toString('utf16le');
}
