/** What stands in the description of a model, which is data alone, for a function that was given in code. */
export const functionInCode = '(a function, given in code)';
