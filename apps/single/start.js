// Unpacks what the page carries, and starts it: the policy knows the hash of the code, so nothing else can run.
const DIGITS = "{{digits}}";
const $ = (id) => document.getElementById(id);

/** Base 85: five letters are four bytes, big end first; a fifth smaller than base 64. */
function carried(id) {
  const letters = $(id).textContent;
  const words = new DataView(new ArrayBuffer((letters.length / 5) * 4));
  for (let at = 0; at < letters.length; at += 5)
    words.setUint32((at / 5) * 4, [...letters.slice(at, at + 5)].reduce((sum, letter) => sum * 85 + DIGITS.indexOf(letter), 0));
  return new Uint8Array(words.buffer, 0, words.byteLength - $(id).dataset.spare);
}

const unpacked = (id) => new Response(new Blob([carried(id)]).stream().pipeThrough(new DecompressionStream("deflate-raw")));

try {
  const style = new CSSStyleSheet();
  document.adoptedStyleSheets = [await style.replace(await unpacked("style").text())];
  globalThis.pinnace = { core: await unpacked("core").arrayBuffer(), bytes: carried("package") };
  const code = document.createElement("script");
  code.type = "module";
  code.textContent = await unpacked("code").text();
  document.body.append(code);
} catch {
  $("name").textContent = "This browser is too old for this page.";
  $("verdict").removeAttribute("aria-busy");
}
