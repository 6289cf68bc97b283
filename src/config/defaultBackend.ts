/** The backend of a config that names none. */
export const defaultBackend = 'auto';
