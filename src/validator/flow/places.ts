import { Meaning, NO_NAMES } from '../names/meaning.js';
import { mayLeadToHarm } from '../policy/harm.js';
import { CONTAINER, withoutSuffix } from '../qualified-name.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';
import { isOwnValue, withFewOwn } from './own-values.js';

/** Where values arrive, and which expressions have looked at it since it last came to hold more. */
export class Place extends Meaning {
  readers: Node[] = [];
}

/** Everything that values are given to: names, attributes, what functions give back, what is raised. */
export class Places {
  readonly raised = new Place();
  /** What generators are sent, and get out of a `yield`. */
  readonly sent = new Place();
  private readonly names = new Map<readonly Binding[], Place>();
  private readonly fields = new Map<string, Place>();
  private readonly fieldsOfOthers = new Map<string, Place>();
  private readonly results = new Map<Node, Place>();
  private readonly followed = new Map<string, boolean>();

  /** What all bindings of one name in one scope stand for together. */
  named(bindings: readonly Binding[]): Place {
    return found(this.names, bindings);
  }

  /** What an attribute of that name holds, of whatever object. */
  field(name: string): Place {
    return found(this.fields, name);
  }

  /** What the source gave to an attribute of that name of what it does not define: `math.m = os`. */
  fieldOfOthers(name: string): Place {
    return found(this.fieldsOfOthers, name);
  }

  /** What a function of the source gives back. */
  result(definition: Node): Place {
    return found(this.results, definition);
  }

  /** Whether a value is worth following: one of the source's own, or one that may lead to harm. */
  isFollowed(value: string): boolean {
    if (isOwnValue(value)) return true;
    const known = this.followed.get(value);
    if (known !== undefined) return known;
    const isFollowed = mayLeadToHarm(withoutSuffix(value, CONTAINER));
    this.followed.set(value, isFollowed);
    return isFollowed;
  }

  followedAmong(values: readonly string[]): readonly string[] {
    if (values.length === 0) return NO_NAMES;
    const followed = values.filter((value) => this.isFollowed(value));
    return followed.length === 0 ? NO_NAMES : followed;
  }

  /** Adds what is followed of some values, and says whether that was news. */
  add(place: Place, values: readonly string[]): boolean {
    const followed = this.followedAmong(values);
    return followed.length > 0 && place.add(withFewOwn(followed, place.names));
  }
}

function found<Key>(places: Map<Key, Place>, key: Key): Place {
  let place = places.get(key);
  if (place === undefined) {
    place = new Place();
    places.set(key, place);
  }
  return place;
}
