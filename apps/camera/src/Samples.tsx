/** Pictures to try where there is neither camera nor photo: those whose label the model knows. */
import { settings } from "./settings";

interface Props {
  labels: readonly string[];
  onPick: (file: Blob) => void;
}

export function Samples({ labels, onPick }: Props) {
  const known = settings.samples.filter(({ label }) => labels.includes(label));
  if (!known.length) return null;
  const pick = async (file: string) => onPick(await (await fetch(file)).blob());
  return (
    <ul className="samples" aria-label="Samples">
      {known.map(({ label, file }) => (
        <li key={label}>
          <button onClick={() => pick(file)}><img src={file} alt={`Sample: ${label}`} width="96" height="72" /></button>
        </li>
      ))}
    </ul>
  );
}
