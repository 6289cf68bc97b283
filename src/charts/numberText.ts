/** A number to three significant digits: `0.0127`, `1,022`, `3.2×10⁻⁹`; `–` for none. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : signed(value, '∞');
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return powerText(value);
  const places = size === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(size) + 1e-12));
  return signed(value, size.toLocaleString('en-US', { minimumFractionDigits: size < 1000 ? places : 0, maximumFractionDigits: places }));
}

/** A number of things: `1 point`, `2,000 points`. */
export function counted(value: number, thing: string): string {
  return `${value.toLocaleString('en-US')} ${thing}${value === 1 ? '' : 's'}`;
}

/** The numbers of an axis, as short as they are exact, and written alike: `0.05`, `20,000`, or where one of them needs it powers, `10⁻⁶`. */
export function tickTexts(values: readonly number[]): readonly string[] {
  const powers = values.some(value => value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6));
  return values.map(value => (powers && value !== 0 && value !== 1 ? powerText(value) : plainText(value)));
}

/** A time in the unit that suits it: 0.00063 ms as `0.630 µs`, 1022 ms as `1.02 s`. */
export function millisecondsText(milliseconds: number): string {
  const [unit, factor] = timeUnit(milliseconds);
  return `${numberText(milliseconds * factor)} ${unit}`;
}

/** `0.31` as `31 %`, `0.004` as `0.4 %`, less than a thousandth as `<0.1 %`. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (!Number.isFinite(percent)) return '–';
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  return `${percent.toFixed(percent >= 10 || percent === 0 ? 0 : 1)} %`;
}

function timeUnit(milliseconds: number): readonly [string, number] {
  if (milliseconds >= 1000) return ['s', 1e-3];
  return milliseconds < 0.1 && milliseconds > 0 ? ['µs', 1e3] : ['ms', 1];
}

function plainText(value: number): string {
  return signed(value, Number(Math.abs(value).toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 10 }));
}

/** `2×10⁻⁷`; the mantissa 1 is left out. */
function powerText(value: number): string {
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential(1).split('e');
  const power = `10${[...String(Number(exponent))].map(digit => superscripts[digit] ?? '').join('')}`;
  const factor = String(Number(mantissa));
  return signed(value, factor === '1' ? power : `${factor}×${power}`);
}

const superscripts: Readonly<Record<string, string>> = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };

function signed(value: number, size: string): string {
  return value < 0 ? `−${size}` : size;
}
