import { defineObserver, definePlugin, LOGGER, z } from 'chainrule';

/** Tells how far the training loss has fallen since the first epoch. */
export const newPart = defineObserver({
  name: 'newPart',
  summary: 'tells how far the loss has fallen',
  options: () => z.strictObject({ every: z.int().positive().default(10).describe('Epochs from one line to the next.') }),
  shorthand: 'every',
  inject: [LOGGER],
  create({ every }, logger) {
    let first = 0;
    return {
      epochEnded({ epoch, training: { loss } }) {
        if (epoch === 1) first = loss;
        if (epoch % every === 0) logger.info(`epoch ${epoch}: the loss is ${(100 * loss / first).toFixed(1)} % of that of the first`);
      },
    };
  },
});

export default definePlugin({ name: 'new-part', contributes: { observers: [newPart] } });
