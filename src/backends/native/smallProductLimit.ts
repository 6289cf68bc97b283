/** Up to so many multiplications a generated product takes less time than a call of BLAS. */
export const smallProductLimit = 2500;
