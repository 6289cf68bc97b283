// Runs in the page: what a reader would see of it. Two texts overlap where their letters do: boxes of lines hold space above and below.
(() => {
  const visible = element => element.getClientRects().length > 0;
  const inset = ({ left, right, top, bottom }) => ({ left: left + 0.5, right: right - 0.5, top: top + 2.5, bottom: bottom - 2.5 });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const textOf = text => [...text.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join('');
  const charts = [...document.querySelectorAll('svg.chart')].filter(visible).map(svg => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(text => ({ text: textOf(text), box: text.getBoundingClientRect() }));
    const clipped = texts.filter(({ box }) => box.left < frame.left - 0.5 || box.right > frame.right + 0.5 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
    const overlapping = texts.flatMap((one, index) => texts.slice(index + 1).filter(other => meet(inset(one.box), inset(other.box))).map(other => `${one.text} | ${other.text}`));
    const marks = [...svg.querySelectorAll('.mark')];
    return {
      title: svg.querySelector('title').textContent, role: svg.getAttribute('role'), described: svg.querySelector('desc').textContent.length > 10, width: Math.round(frame.width),
      marks: marks.length, emptyMarks: marks.filter(mark => { const box = mark.getBBox(); return !(box.width > 0 || box.height > 0); }).length,
      marksOutside: marks.filter(mark => { const box = mark.getBoundingClientRect(); return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1; }).length,
      colours: new Set(marks.map(mark => { const { fill, stroke } = getComputedStyle(mark); return fill === 'none' ? stroke : fill; })).size,
      clipped: clipped.map(({ text }) => text), overlapping,
    };
  });
  const root = document.documentElement;
  const boxes = [...document.querySelectorAll('h1, h2, p, li, dt, dd, figcaption, pre, .scroll')].filter(visible).map(element => ({ text: element.textContent.slice(0, 60), box: element.getBoundingClientRect() }));
  return {
    charts, sidewaysBy: root.scrollWidth - root.clientWidth, background: getComputedStyle(document.body).backgroundColor,
    outside: boxes.filter(({ box }) => box.left < -0.5 || box.right > root.clientWidth + 0.5).map(({ text }) => text),
  };
})();
