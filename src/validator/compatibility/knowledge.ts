import type { ImageName } from '../../config/image-names.js';
import type { Facts } from '../facts.js';
import { Guards } from './guards.js';
import { ImageApi } from './image-api.js';
import { KnownClasses } from './known-class.js';
import { Origins } from './origins.js';
import { OwnCode } from './own-code.js';
import { TablesOfDates } from './tables-of-dates.js';

/** What is known of an image, and of one source, when it is asked what of the source the image does not have. */
export class Knowledge {
  readonly api: ImageApi;
  readonly classes: KnownClasses;
  readonly own: OwnCode;
  readonly guards: Guards;
  readonly dates: TablesOfDates;

  constructor(facts: Facts, image: ImageName) {
    this.api = ImageApi.of(image);
    this.own = new OwnCode(facts, this.api);
    const origins = new Origins(facts, this.own);
    this.classes = new KnownClasses(facts, this.api, origins);
    this.dates = new TablesOfDates(facts, this.classes, origins);
    this.guards = new Guards(facts.tree);
  }
}
