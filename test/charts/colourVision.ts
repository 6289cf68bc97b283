type Triple = readonly [number, number, number];

/**
 * What readers with full protanopia, deuteranopia and tritanopia see of linear red, green and blue.
 * Source: Machado, Oliveira and Fernandes, A physiologically-based model for simulation of color vision deficiency (2009).
 */
const visions: readonly (readonly Triple[])[] = [
  [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
];

/** The contrast of two colours, from 1 to 21, as the Web Content Accessibility Guidelines define it. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/** The least CIELAB distance of any two colours to any reader. */
export function leastDistance(colours: readonly string[]): number {
  const seen = visions.map(vision => colours.map(colour => lab(vision.map(row => dot(row, linear(colour))))));
  const distances = seen.flatMap(all => all.flatMap((one, index) => all.slice(index + 1).map(other => Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0))))));
  return Math.min(...distances);
}

/** A colour over another, at a strength from 0 to 1. */
export function overlaid(colour: string, surface: string, strength: number): string {
  const under = channels(surface);
  const mixed = channels(colour).map((value, index) => Math.round(255 * (strength * value + (1 - strength) * (under[index] ?? 0))));
  return `#${mixed.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map(start => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
}

function linear(colour: string): readonly number[] {
  return channels(colour).map(value => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

function luminance(colour: string): number {
  return dot([0.2126, 0.7152, 0.0722], linear(colour));
}

function lab(rgb: readonly number[]): readonly number[] {
  const inGamut = rgb.map(value => Math.min(1, Math.max(0, value)));
  const [x, y, z] = [dot([0.4339, 0.3762, 0.1899], inGamut), dot([0.2126, 0.7152, 0.0722], inGamut), dot([0.0177, 0.1095, 0.8729], inGamut)].map(part => (part > 0.008_856 ? Math.cbrt(part) : 7.787 * part + 16 / 116));
  return [116 * (y ?? 0) - 16, 500 * ((x ?? 0) - (y ?? 0)), 200 * ((y ?? 0) - (z ?? 0))];
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
