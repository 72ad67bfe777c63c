import { READING } from '../../config/limits.js';
import { SourceRefusal } from '../refusal.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Place, Places } from './places.js';

/** Who reads a place and who gives to it, within a budget of steps: whoever has read a place hears of it once it grows. */
export class Exchange {
  /** The expression that is worked out, for which places are read. */
  reader = NONE;
  private readonly places: Places;
  private readonly stale: (reader: Node) => void;
  private readonly mostSteps: number;
  private steps = 0;

  /**
   * @param size how many nodes the source has
   * @param stale is told of each expression that is to be worked out anew
   */
  constructor(places: Places, size: number, stale: (reader: Node) => void) {
    this.places = places;
    this.stale = stale;
    this.mostSteps = Math.max(READING.flowSteps, READING.flowStepsPerNode * size);
  }

  /** @throws SourceRefusal where the budget is spent */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps <= this.mostSteps) return;
    throw new SourceRefusal('too-tangled', 'Too much is handed on from one place of the source to another');
  }

  read(place: Place): readonly string[] {
    if (place.readers.at(-1) !== this.reader) place.readers.push(this.reader);
    return place.names;
  }

  /** Adds what is followed of some values, and says whether that was news. */
  give(place: Place, values: readonly string[]): boolean {
    this.spend(1 + values.length);
    if (values.length === 0 || !this.places.add(place, values)) return false;
    this.changed(place);
    return true;
  }

  changed(place: Place): void {
    const { readers } = place;
    place.readers = [];
    this.allStale(readers);
  }

  allStale(expressions: readonly Node[]): void {
    this.spend(expressions.length);
    for (const expression of expressions) this.stale(expression);
  }
}
