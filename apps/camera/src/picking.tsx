/** Pictures that are dropped, pasted or chosen. */
import { useEffect, useState } from "react";

/** Takes what is dropped or pasted anywhere on the page; says whether something hangs over it. */
export function useDropped(take: (file: Blob) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const files = (list: FileList | undefined) => {
      const file = [...(list ?? [])].find(({ type }) => type.startsWith("image/")) ?? list?.[0];
      if (file) take(file);
    };
    addEventListener("paste", ({ clipboardData }) => files(clipboardData?.files), { signal });
    addEventListener("dragover", (event) => (event.preventDefault(), setOver(true)), { signal });
    addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || setOver(false), { signal });
    addEventListener("drop", (event) => (event.preventDefault(), setOver(false), files(event.dataTransfer?.files)), { signal });
    return () => abort.abort();
  }, [take]);
  return over;
}

interface Props {
  children: string;
  onPick: (file: Blob) => void;
}

/** A button that opens the device's own picker: photos, files, and on a phone the camera. */
export function Picker({ children, onPick }: Props) {
  return (
    <label className="button">
      <input
        type="file"
        accept="image/*"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onPick(file);
          target.value = ""; // the same file may be chosen again
        }}
      />
      {children}
    </label>
  );
}
