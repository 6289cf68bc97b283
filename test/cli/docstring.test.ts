import { describe, expect, it } from 'vitest';
import { docstringOf } from '../../src/cli/documentation/docstring.ts';
import { optionComment } from '../../src/cli/documentation/optionComments.ts';
import { workplace } from './helpers.ts';

const { path, write } = workplace();

describe('docstringOf', () => {
  it('takes a comment apart', () => {
    const comment = '\n * Turns its input,\n * about 0.\n *\n *     y = e^(iφ)·x\n *       = …\n *\n * φ is `angle`.\n * Shapes: any,\n * kept.\n * Throws a ShapeError for none.\n * Source: Euler, "Introductio" (1748).\n ';
    expect(docstringOf(comment)).toEqual({
      about: 'Turns its input, about 0.', equations: ['y = e^(iφ)·x', '  = …'], notes: ['φ is `angle`.'],
      shapes: 'any, kept.', throws: 'a ShapeError for none.', source: 'Euler, "Introductio" (1748).',
    });
  });

  it('takes a comment of one line', () => {
    expect(docstringOf(' All zeros. ')).toEqual({ about: 'All zeros.', equations: [], notes: [], shapes: undefined, throws: undefined, source: undefined });
    expect(docstringOf('\n * Means.\n *\n * Shapes: any.\n ')).toMatchObject({ about: 'Means.', notes: [], shapes: 'any.' });
  });
});

describe('optionComment', () => {
  it('finds the comment above an option, above the constant that it is, and in what its file imports', () => {
    write('shared.ts', '/** How strong. */\nexport const strength = 1;\nexport const more = {\n  /** How\n   * wide. */\n  width: 1,\n};\n');
    const file = write('own.ts', "import { more, strength } from './shared.ts';\nconst options = { ...more,\n  /** How high. */\n  height: 2, factor: strength,\n};\n");
    expect(['height', 'factor', 'width', 'depth'].map(key => optionComment([file], key))).toEqual(['How high.', 'How strong.', 'How wide.', undefined]);
    expect(optionComment([path('none.ts')], 'height')).toBeUndefined();
  });
});
