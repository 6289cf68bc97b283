import * as z from 'zod/mini';

/** A schema with the value of an option that is left out. */
export const withDefault = z._default;
