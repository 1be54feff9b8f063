/** The writing surface: a textarea over a mirror of the same text that carries the marks, and grows with it. */
import type { CSSProperties, ReactNode, RefObject } from "react";
import { heaviest, hue, strongest, type Answer } from "./mood";
import { settings } from "./settings";

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  answer: Answer | null;
  labels: readonly string[];
  onChange: (text: string) => void;
}

export function Highlighted({ field, text, answer, labels, onChange }: Props) {
  const size = text.length < 90 ? "large" : text.length < 280 ? "medium" : "small";
  return (
    <div className="surface" data-size={size}>
      <div className="mirror" dir="auto" aria-hidden="true">
        {answer ? marked(text, answer, labels) : text}
        {"\u200b" /* keeps the last, empty line open */}
      </div>
      <textarea
        ref={field}
        aria-label={settings.prompt}
        placeholder={settings.prompt}
        dir="auto"
        rows={1}
        autoFocus
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** The text in pieces. Until the next answer, marks stay as far as the text is still what was answered. */
function marked(text: string, answer: Answer, labels: readonly string[]): ReactNode[] {
  const other = labels.length === 2 ? labels.find((label) => label !== answer.toward) : undefined;
  const marks = strongest(answer);
  const most = Math.max(1, heaviest(marks)); // a nat: weak evidence looks weak
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { begin, end, weight } of marks) {
    if (text.slice(at, end) !== answer.text.slice(at, end)) break;
    const label = weight > 0 ? answer.toward : other;
    const style = { "--share": Math.abs(weight) / most, "--own": label ? hue(label, labels) : undefined } as CSSProperties;
    const word = text.slice(begin, end);
    pieces.push(text.slice(at, begin), <mark key={begin} data-for={label !== undefined} style={style}>{word}</mark>);
    at = end;
  }
  return [...pieces, text.slice(at)];
}
