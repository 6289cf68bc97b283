import { activation, defineLayer, definePlugin, z } from 'chainrule';

/** A layer that cannot be made without an option, and gives no example. */
const unmade = defineLayer({
  name: 'unmade', summary: 'needs an option', options: () => z.strictObject({ units: z.number() }), create: () => activation(x => ({ y: x, backward: dy => dy })),
});

export default definePlugin({ name: 'unmade', contributes: { layers: [unmade] } });
