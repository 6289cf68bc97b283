const given = new WeakMap<object, unknown>();

/** Remembers the options that a component was made of, for errors about what it does. */
export function rememberOptions(component: object, options: unknown): void {
  given.set(component, options);
}

/** The option at a path; where that leads into an option that is a component, it goes on in the options of that. Undefined where there is none. */
export function optionAt(component: object, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => {
    const holder: unknown = typeof value === 'object' && value !== null ? given.get(value) ?? value : undefined;
    return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) as unknown : undefined;
  }, component);
}
