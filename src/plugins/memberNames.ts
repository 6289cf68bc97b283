/** The names of an object's members: its own, and those of its classes. */
export function memberNames(component: object): readonly string[] {
  const names = new Set<string>();
  for (let own: object | null = component; own !== null && own !== Object.prototype; own = Object.getPrototypeOf(own) as object | null) {
    for (const name of Object.getOwnPropertyNames(own)) if (name !== 'constructor') names.add(name);
  }
  return [...names];
}
