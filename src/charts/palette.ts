/** The colours of a theme by the names that charts use. */
export type Theme = 'light' | 'dark';

/** How many colours of series there are; a further series starts anew and is told by its marker. */
export const seriesColours = 6;

/**
 * Colours by theme. Those of series hold a contrast of 3 to the surface, and stay apart for readers who do not see red, green or blue
 * (CIELAB distance of at least 9 after Machado's simulation of full protanopia, deuteranopia and tritanopia): a test computes both.
 */
export const palette: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    surface: '#ffffff', text: '#1b1f24', muted: '#59626e', grid: '#e3e6ea', axis: '#8b939e', heat: '#08306b', 'on-series': '#ffffff', 'on-heat': '#ffffff', bad: '#b3261e',
    'series-0': '#0b5cad', 'series-1': '#c55108', 'series-2': '#0a806a', 'series-3': '#8b35d6', 'series-4': '#45200a', 'series-5': '#8e8496',
  },
  dark: {
    surface: '#15181d', text: '#e7eaee', muted: '#a3acb8', grid: '#2b3038', axis: '#6c7582', heat: '#6cace8', 'on-series': '#0e1013', 'on-heat': '#000000', bad: '#ff8a80',
    'series-0': '#56a8f5', 'series-1': '#ff9e4a', 'series-2': '#2fd0a8', 'series-3': '#8a75fb', 'series-4': '#f0e65a', 'series-5': '#9a7f4a',
  },
};

/** The CSS value of a colour, which the reader's theme decides. */
export function colour(name: string): string {
  return `var(--chart-${name})`;
}

/** The colour of the series at a place. */
export function seriesColour(index: number): string {
  return colour(`series-${index % seriesColours}`);
}

/** The CSS that sets the colours on what `selector` names. */
export function themeStyle(selector: string): string {
  return `${selector}{${declarations('light')}}@media (prefers-color-scheme:dark){${selector}{${declarations('dark')}}}`;
}

/** A text with each colour of charts written out, for files that stand alone. */
export function withColours(text: string, theme: Theme): string {
  return text.replaceAll(/var\(--chart-([a-z0-9-]+)\)/g, (whole, name: string) => palette[theme][name] ?? whole);
}

function declarations(theme: Theme): string {
  return Object.entries(palette[theme]).map(([name, value]) => `--chart-${name}:${value}`).join(';');
}
