/** Numbers that look random and are the same each time. */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31 - 0.5;
  };
}

/** Flowers of three species told apart by two lengths, in blocks as the file of the iris set has them. */
export function irisLike(rows = 90): readonly string[] {
  const random = noise(1);
  const species = ['setosa', 'versicolor', 'virginica'];
  const line = (row: number) => {
    const kind = Math.floor((3 * row) / rows);
    return [row + 1, (5 + kind + random()).toFixed(1), (1 + 2 * kind + random()).toFixed(1), species[kind] ?? ''].join(',');
  };
  return ['Id,sepal length,petal length,Species', ...Array.from({ length: rows }, (_, row) => line(row))];
}

/** Hours of bicycle hire: a running number, a date, a season, a temperature with gaps, a constant, a free text, and the count that follows from some. */
export function bikeLike(rows = 120): readonly string[] {
  const random = noise(2);
  const seasons = ['spring', 'summer', 'fall', 'winter'];
  const line = (row: number) => {
    const season = row % 4;
    const heat = random() + season / 4;
    const count = Math.round(300 + 400 * heat + 50 * season);
    const temperature = row === 7 || row === 50 ? '' : heat.toFixed(4);
    return [row + 1, `2011-01-${String(1 + (row % 28)).padStart(2, '0')}`, seasons[season] ?? '', temperature, '0', `note ${row}, told`, count];
  };
  const quote = (cell: string | number) => (String(cell).includes(',') ? `"${cell}"` : String(cell));
  return ['instant,dteday,season,temp,holiday,remark,cnt', ...Array.from({ length: rows }, (_, row) => line(row).map(quote).join(','))];
}

/** Wines that are good or not by two measures. */
export function wineLike(rows = 100): readonly string[] {
  const random = noise(3);
  const line = (row: number) => [(row % 2 ? 12 : 9) + random(), random(), row % 2 ? 'yes' : 'no'];
  return ['alcohol,acidity,good', ...Array.from({ length: rows }, (_, row) => line(row).join(','))];
}
