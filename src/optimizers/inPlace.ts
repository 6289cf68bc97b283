import { ConfigError, located } from '../errors.ts';

/** Does work of an optimizer's part; a ConfigError of it gets the part's place before its own: `groups[0].match` in `transforms[1]`. */
export function inPlace<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ConfigError ? located(error, place, '.') : error;
  }
}
