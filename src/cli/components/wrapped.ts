/** Words in lines of at most `width` characters, the first after `first` and the others after as many spaces; one line where no width is given. */
export function wrapped(first: string, text: string, width: number | undefined): readonly string[] {
  if (width === undefined) return [`${first}${text}`];
  const room = Math.max(20, width - first.length);
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= room) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `${index === 0 ? first : ' '.repeat(first.length)}${line}`);
}

/** The width of the terminal; undefined where the output is none. */
export function terminalWidth(): number | undefined {
  return process.stdout.isTTY === true ? process.stdout.columns : undefined;
}
