/** The headings under which the navigation has the pages, in its order. */
export const groups = ['Start', 'Lecture examples', 'Components', 'Guides', 'The framework'] as const;

/** A page of the site. */
export interface Page {
  /** Its file in the repository, from which its links start. Pages that are made from the code lie at the root. */
  readonly source: string;
  /** Where it lies in the site. */
  readonly address: string;
  readonly group: (typeof groups)[number];
  readonly text: string;
  /** Its blocks of code are files of a user's package, not of the repository. */
  readonly ownFiles?: boolean;
}

/** A heading of a page, to which links may lead. */
export interface Heading {
  readonly id: string;
  readonly text: string;
  /** 1 for the title of the page. */
  readonly depth: number;
}

/** All pages of the site by their files, each with its headings. */
export type Site = ReadonlyMap<string, Page & { readonly headings: readonly Heading[] }>;
