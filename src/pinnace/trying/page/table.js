// @ts-check
/** Texts out of a dropped file, and answers back into one. */

/**
 * Every line of a .txt; of a .csv or .tsv the column with the longest texts, without its header.
 * @param {string} name @param {string} content @returns {string[]}
 */
export function texts(name, content) {
  if (content.includes("\0")) throw new Error(`${name} is not a text file`);
  const plain = content.replace(/^\ufeff/, "");
  if (!/\.(csv|tsv)$/i.test(name)) return plain.split(/\r\n?|\n/).filter((line) => line.trim());
  const first = plain.split(/[\r\n]/, 1)[0];
  const comma = [",", ";", "\t"].sort((a, b) => first.split(b).length - first.split(a).length)[0];
  const [header = [], ...rows] = cells(plain, comma);
  /** @param {number} column */
  const length = (column) => rows.reduce((sum, row) => sum + (row[column] ?? "").length, 0);
  const longest = header.map((_, column) => column).sort((a, b) => length(b) - length(a))[0];
  return rows.map((row) => row[longest] ?? "").filter((text) => text.trim());
}

/** RFC 4180: quoted cells may hold separators, quotes (doubled) and line ends. @param {string} content @param {string} comma */
export function cells(content, comma) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < content.length; i++) {
    const row = rows[rows.length - 1];
    const character = content[i];
    if (quoted) {
      if (character !== '"') row[row.length - 1] += character;
      else if (content[i + 1] === '"') row[row.length - 1] += content[++i];
      else quoted = false;
    } else if (character === '"' && row[row.length - 1] === "") quoted = true;
    else if (character === comma) row.push("");
    else if (character === "\n" || character === "\r") {
      if (character === "\r" && content[i + 1] === "\n") i++;
      rows.push([""]);
    } else row[row.length - 1] += character;
  }
  return rows.filter((row) => row.length > 1 || row[0]);
}

/** @param {{text: string, label: string, probability: number}[]} rows */
export function asCsv(rows) {
  /** @param {string} cell quoted; a spreadsheet shall not take it for a formula */
  const quoted = (cell) => `"${(/^[=+@\t\r-]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;
  const lines = rows.map(({ text, label, probability }) => [quoted(label), probability, quoted(text)].join(","));
  return ["label,probability,text", ...lines, ""].join("\r\n");
}
