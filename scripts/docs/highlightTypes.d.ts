// Stands in for highlight.js's own types, which would load those of browsers for all files.
export type LanguageFn = (api: unknown) => unknown;
