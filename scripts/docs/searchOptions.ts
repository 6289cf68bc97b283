import type { Options } from 'minisearch';

/** How the index of the search is made, and read by the page that searches. */
export const searchOptions: Options = { fields: ['heading', 'page', 'text'], storeFields: ['heading', 'page'], searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { heading: 4, page: 2 } } };
