// What all validators of a process share of names: answers that no source and no policy change.

/** Names that are kept; then all are dropped, so that no source fills the memory of a process that stays. */
const MOST_NAMES = 10_000;
/** What sources say again and again is short. */
const LONGEST_NAME = 100;
/** One for each bit of a small integer. */
const MOST_PREDICATES = 30;

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

/** Which predicates were asked of a name, and which of them hold: a bit for each. */
export interface AskedName {
  asked: number;
  yes: number;
}

/** The answers about a name, the same for each who says it. */
export const askedName: (name: string) => AskedName = remembered(() => ({ asked: 0, yes: 0 }));

let predicates = 0;

/**
 * A condition on a name alone, asked once per name and process: sources say `np.array` again and again.
 * @param ask answers the same whenever it is asked
 */
export function cachedPredicate(ask: (name: string) => boolean): (said: SaidName) => boolean {
  if (predicates === MOST_PREDICATES) throw new RangeError(`There are more than ${MOST_PREDICATES} predicates`);
  const bit = 1 << predicates++;
  return ({ name, asked }) => {
    if ((asked.asked & bit) === 0) {
      asked.asked |= bit;
      if (ask(name)) asked.yes |= bit;
    }
    return (asked.yes & bit) !== 0;
  };
}

/**
 * A cached predicate that decides nothing and only saves work: a rule passes over most of what a source says without
 * another look, and asks again of what is left. Where it said yes of every name, each report would be the same.
 */
export function prefilter(mayMatter: (name: string) => boolean): (said: SaidName) => boolean {
  return cachedPredicate(mayMatter);
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
