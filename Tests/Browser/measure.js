// What a reader would trip over on the page as it is laid out now: a list of sentences.
() => {
  // Pixels on a screen; on paper 7 points, since a report has to fit on few pages.
  const least = matchMedia('print').matches ? 7 * 96 / 72 : 11;
  const faults = [];
  const said = new Map();
  const fault = (kind, text) => {
    // Of one kind on a page the first few say enough.
    said.set(kind, (said.get(kind) ?? 0) + 1);
    if (said.get(kind) <= 4) faults.push(`${kind}: ${text}`);
  };

  // Colours as [red, green, blue, opacity], 0 to 255 and 0 to 1.
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const cache = new Map();
  const colour = text => {
    if (!cache.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      cache.set(text, [r, g, b, a / 255]);
    }
    return cache.get(text);
  };
  const over = (top, opacity, below) =>
    [0, 1, 2].map(i => opacity * top[i] + (1 - opacity) * below[i]).concat(1);
  const luminance = rgb => {
    const [r, g, b] = rgb.slice(0, 3).map(v => {
      const share = v / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const background = element => {
    const chain = [];
    for (let at = element; at; at = at.parentElement) chain.push(at);
    let below = matchMedia('(prefers-color-scheme: dark)').matches && !matchMedia('print').matches
      ? [0, 0, 0, 1] : [255, 255, 255, 1];
    for (const at of chain.reverse()) {
      const own = colour(getComputedStyle(at).backgroundColor);
      below = over(own, own[3], below);
    }
    return below;
  };

  // Texts of HTML: size and contrast.
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const parent = words.currentNode.parentElement;
    const text = words.currentNode.textContent.trim();
    if (!text || parent.closest('svg') || parent.closest('script,style,.hidden,.skip')) continue;
    if (!parent.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
    const style = getComputedStyle(parent);
    const shown = `"${text.slice(0, 40)}"`;
    if (parseFloat(style.fontSize) < least - 0.01) fault('small', `${shown} is ${style.fontSize}`);
    const below = background(parent);
    const ratio = contrast(over(colour(style.color), colour(style.color)[3], below), below);
    if (ratio < 4.5) fault('contrast', `${shown} has ${ratio.toFixed(2)}`);
  }

  // Charts.
  const paint = element => {
    const style = getComputedStyle(element);
    if (style.fill === 'none' || style.display === 'none') return null;
    const own = colour(style.fill);
    const opacity = own[3] * parseFloat(style.fillOpacity) * parseFloat(style.opacity);
    return opacity > 0 ? [own, opacity] : null;
  };
  const charts = [...document.querySelectorAll('svg')].filter(
    s => getComputedStyle(s).display !== 'none' && s.checkVisibility());
  for (const svg of charts) {
    const labels = (svg.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const name = labels[0] ?? svg.getAttribute('aria-label') ?? 'a chart without a name';
    if (svg.getAttribute('role') !== 'img') fault('role', `${name} is no img`);
    if (labels.length < 2) fault('description', `${name} has no title and description`);
    for (const id of labels) {
      const label = document.getElementById(id);
      if (!label || !label.textContent.trim()) fault('description', `${id} is missing`);
    }
    const page = svg.getBoundingClientRect();
    const frame = svg.querySelector('.frame')?.getBoundingClientRect();
    const marks = [...svg.querySelectorAll('.mark')];
    if (frame && marks.length === 0) fault('empty', `${name} has no marks`);
    // Symbols and strokes have a size of their own: their centres lie inside.
    const slack = 9;
    for (const mark of frame ? marks : []) {
      const box = mark.getBoundingClientRect();
      if (!isFinite(box.x) || (box.width === 0 && box.height === 0)) {
        fault('mark', `${name} has one without a size`);
      }
      if (box.left < frame.left - slack || box.right > frame.right + slack ||
          box.top < frame.top - slack || box.bottom > frame.bottom + slack) {
        fault('mark', `${name} has one outside its frame`);
      }
    }
    const scale = svg.getScreenCTM().a;
    const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(
      t => ({node: t, words: t.firstChild.textContent, box: t.getBoundingClientRect()}));
    const shapes = [...svg.querySelectorAll('rect,path,circle')].map(
      s => ({node: s, box: s.getBoundingClientRect(), paint: paint(s)})).filter(s => s.paint);
    const ground = background(svg.parentElement);
    for (const {node, words, box} of texts) {
      const size = parseFloat(getComputedStyle(node).fontSize) * scale;
      if (size < least - 0.01) fault('small', `${name}: "${words}" is ${size.toFixed(1)} px`);
      if (box.left < page.left - 1 || box.right > page.right + 1 ||
          box.top < page.top - 1 || box.bottom > page.bottom + 1) {
        fault('cut', `${name}: "${words}"`);
      }
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      const point = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
      let below = ground;
      for (const shape of shapes) {
        if (shape.node.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) continue;
        const b = shape.box;
        if (x < b.left || x > b.right || y < b.top || y > b.bottom) continue;
        if (!shape.node.isPointInFill(point)) continue;
        below = over(shape.paint[0], shape.paint[1], below);
        if (shape.node.matches('.fan,.band,.line')) fault('label', `${name}: "${words}" on a fan`);
      }
      const ratio = contrast(colour(getComputedStyle(node).fill), below);
      if (ratio < 4.5) fault('contrast', `${name}: "${words}" has ${ratio.toFixed(2)}`);
    }
    for (let i = 0; i < texts.length; i++) {
      for (let j = i + 1; j < texts.length; j++) {
        const a = texts[i].box, b = texts[j].box;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        // Boxes of letters include the space between lines, which may overlap.
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 0.3 * Math.min(a.height, b.height)) {
          fault('overlap', `${name}: "${texts[i].words}" and "${texts[j].words}"`);
        }
      }
    }
  }

  for (const caption of document.querySelectorAll('.scroll caption')) {
    if (!caption.checkVisibility()) continue;
    const seen = caption.closest('.scroll').getBoundingClientRect();
    if (caption.getBoundingClientRect().right > seen.right + 1) {
      fault('cut', `the caption "${caption.textContent.slice(0, 40)}"`);
    }
  }

  const wide = document.documentElement.scrollWidth;
  if (wide > window.innerWidth) fault('overflow', `the page is ${wide} px wide`);
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) fault('ids', `used twice: ${twice.slice(0, 5)}`);
  for (const [kind, count] of said) if (count > 4) faults.push(`${kind}: ${count - 4} more`);
  return {charts: charts.length, faults};
}
