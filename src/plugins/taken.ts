import type { Kind } from '../components/kinds.ts';
import { guarded, guardedCall } from './guarded.ts';
import type { Blamed } from './guarded.ts';
import { promised, requireComponent } from './requireComponent.ts';

/**
 * A component as a run takes it from its factory at `where`: checked, a promised backend when it is there, and with the methods of a plugin's guarded. Throws a PluginError for what is
 * no component of its kind.
 */
export function taken<T>(component: T, kind: Kind, where: string, blamed: Blamed | undefined): T {
  if (component instanceof Promise) return later(component, kind, where, blamed) as T;
  const check = () => requireComponent(component, kind, where);
  if (blamed === undefined) {
    check();
    return component;
  }
  guardedCall(check, 'create', blamed);
  return guarded(component, blamed);
}

function later(component: Promise<unknown>, kind: Kind, where: string, blamed: Blamed | undefined): Promise<unknown> {
  if (kind === 'backend') return component.then(made => taken(made, kind, where, blamed));
  // Nobody waits for it any more.
  component.catch(() => {});
  throw promised(kind, where);
}
