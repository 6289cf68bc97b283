/** A mark that may belong to a group. */
interface Grouped {
  readonly group?: string | undefined;
}

/** What a legend calls those that belong to no group, where others do. */
const ungrouped = 'others';

/** The groups of marks, in the order in which they come first; a group's place gives it its colour. */
export function groupsOf(marks: readonly Grouped[]): { readonly names: readonly string[]; readonly placeOf: (mark: Grouped) => number } {
  const names = [...new Set(marks.map(({ group = ungrouped }) => group))];
  return { names, placeOf: ({ group = ungrouped }) => names.indexOf(group) };
}
