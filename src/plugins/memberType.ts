/** What a member of an object that plain JavaScript gives must be: in words, and whether a value is that. */
export interface MemberType {
  readonly words: string;
  readonly is: (value: unknown) => boolean;
}

export const aFunction: MemberType = { words: 'a function', is: value => typeof value === 'function' };
export const aText: MemberType = { words: 'a text', is: value => typeof value === 'string' };
export const aList: MemberType = { words: 'a list', is: Array.isArray };

/** Members by name as an error expects them: `name, a text; create, a function`. */
export function expectedMembers(members: readonly (readonly [name: string, type: MemberType])[]): string {
  return members.map(([name, { words }]) => `${name}, ${words}`).join('; ');
}
