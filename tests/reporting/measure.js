// Loads report.html in a frame of WIDTH pixels and tells what a reader would trip over. WIDTH is put in by the test.
const tell = (value) => fetch("/told", { method: "POST", body: JSON.stringify(value) });
const frame = document.createElement("iframe");
frame.style.cssText = `width:${WIDTH}px;height:900px;border:0`;
frame.src = "report.html";
frame.onload = () => tell(measure(frame.contentDocument, frame.contentWindow)).catch((error) => tell({ error: String(error) }));
document.body.append(frame);

const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** Any CSS color as four bytes. */
function bytes(color) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
}

/** Relative luminance (WCAG 2.2). */
function luminance(color) {
  const linear = color.slice(0, 3).map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(one, other) {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

function measure(page, view) {
  const paper = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = bytes(view.getComputedStyle(e).backgroundColor);
      if (color[3]) return color;
    }
    return bytes("white");
  };
  const faint = [], small = [], wide = [];
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("title, desc, style") || !element.checkVisibility()) continue;
    const style = view.getComputedStyle(element), drawn = element.closest("svg");
    const ratio = contrast(bytes(drawn ? style.fill : style.color), paper(element));
    const letters = parseFloat(style.fontSize) * (drawn ? Math.hypot(element.getScreenCTM().a, element.getScreenCTM().b) : 1);
    if (ratio < 4.5) faint.push([text.data.trim().slice(0, 40), ratio]);
    if (letters < 9) small.push([text.data.trim().slice(0, 40), letters]);
  }
  for (const element of page.body.querySelectorAll("*")) {
    if (element.closest(".wide table, pre") || !element.checkVisibility()) continue;
    const right = element.getBoundingClientRect().right;
    if (right > WIDTH + 1) wide.push([element.tagName, element.textContent.trim().slice(0, 40), right]);
  }
  const pictures = [...page.querySelectorAll("svg:not([aria-hidden])")];
  return {
    scroll: page.documentElement.scrollWidth,
    faint, small, wide,
    unnamed: pictures.filter((e) => !(e.getAttribute("aria-labelledby") ?? "?").split(" ").every((id) => page.getElementById(id)?.textContent)).length,
    astray: [...page.querySelectorAll("a")].filter((e) => !page.getElementById(e.hash.slice(1))).length,
    asked: view.performance.getEntriesByType("resource").map((e) => e.name),
  };
}
