import { settings } from "./settings";

/** Errors as a visitor should read them; the codes are those of the SDK (model.d.ts). */
const FAILURES: [code: RegExp, what: string, next: string][] = [
  [/^fetch\./, "The model did not arrive.", "Check the connection and load the page again."],
  [/^core\.forbidden/, "This page is not allowed to compute.",
    "WebAssembly is off: by the browser’s lockdown mode, or by this site’s policy, which needs 'wasm-unsafe-eval'."],
  [/^(core|package)\./, "The model cannot be read.",
    "It does not belong to this version of the page, or was damaged on the way. Loading the page again may help."],
  [/^(memory|input)\./, settings.refused.what, settings.refused.next],
];

export function failureOf(code: string): { what: string; next: string } {
  const known = FAILURES.find(([pattern]) => pattern.test(code));
  const [, what, next] = known ?? ["", "Something went wrong.", "Load the page again."];
  return { what, next };
}
