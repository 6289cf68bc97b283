/** Numbers as a slide prints them, so many digits after the point. */
export interface Printed {
  readonly digits: number;
  readonly values: readonly number[];
}

/** The numbers of a network, by the slides' names. */
export type Quantities = Readonly<Record<'z2' | 'a2' | 'z3' | 'a3' | 'delta3' | 'delta2' | 'dW3' | 'db3' | 'dW2' | 'db2', readonly number[]>>;

/** The 1-2-1 network: what the slides print, each from the rounded numbers before it. */
export const oneTwoOne = {
  a2: { digits: 2, values: [0.6, 0.65] },
  z3: { digits: 2, values: [-1.15] },
  a3: { digits: 2, values: [0.24] },
  delta3: { digits: 2, values: [-0.14] },
  dW3: { digits: 3, values: [-0.084] },
  delta2: { digits: 2, values: [-0.03] },
  dW2: { digits: 2, values: [-0.03] },
} satisfies Readonly<Record<string, Printed>>;

/** The same quantities in double precision, computed without this framework. */
export const oneTwoOneExact: Quantities = {
  z2: [0.4, 0.6],
  a2: [0.598687660112452, 0.645656306225795],
  z3: [-1.138281258564934],
  a3: [0.242636063734711],
  delta3: [-0.139176078175333],
  delta2: [-0.033438548331787, 0.09552388000524],
  dW3: [-0.083323000586418, -0.089859912549678],
  db3: [-0.139176078175333],
  dW2: [-0.033438548331787, 0.09552388000524],
  db2: [-0.033438548331787, 0.09552388000524],
};

/** The 3-4-3 network: what the slides print. */
export const threeFourThree = {
  z2: { digits: 2, values: [1.8, 1.88, 2.53, 1.39] },
  a2: { digits: 2, values: [0.86, 0.87, 0.93, 0.8] },
  z3: { digits: 2, values: [2.66, 1.76, 2.01] },
  a3: { digits: 3, values: [0.935, 0.854, 0.882] },
  delta3: { digits: 8, values: [-0.00396415, -0.01830894, -0.01223682] },
  delta2: { digits: 3, values: [-0.002, -0.002, -0.001, -0.002] },
} satisfies Readonly<Record<string, Printed>>;

/** The same quantities in double precision, computed without this framework. Kernels are [in][out], row by row. */
export const threeFourThreeExact: Quantities = {
  z2: [1.79, 1.87, 2.52, 1.4],
  a2: [0.856927276519919, 0.866458277466788, 0.925532054833972, 0.802183888558582],
  z3: [2.65974269424254, 1.764200513473782, 2.012790662251402],
  a3: [0.934608943074328, 0.853734964691872, 0.882133488066018],
  delta3: [-0.003996378799045, -0.01826434529044, -0.012255052393407],
  delta2: [-0.002068635069659, -0.001665245795823, -0.000903802169853, -0.001702421238011],
  dW3: [
    -0.003424606000207, -0.015651215667156, -0.010501688671091, -0.003462695490325, -0.015825293159413, -0.010618491587057,
    -0.003698776681775, -0.016904237026858, -0.011342443823768, -0.003205830685171, -0.014651363527062, -0.009830805583433,
  ],
  db3: [-0.003996378799045, -0.01826434529044, -0.012255052393407],
  dW2: [
    -0.002068635069659, -0.001665245795823, -0.000903802169853, -0.001702421238011, -0.002068635069659, -0.001665245795823,
    -0.000903802169853, -0.001702421238011, -0.002068635069659, -0.001665245795823, -0.000903802169853, -0.001702421238011,
  ],
  db2: [-0.002068635069659, -0.001665245795823, -0.000903802169853, -0.001702421238011],
};
