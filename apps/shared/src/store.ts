/** A value that one module changes and that React components follow with useSyncExternalStore. */
export function store<T extends object>(first: T) {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    snapshot: () => value,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(part: Partial<T>) {
      value = { ...value, ...part };
      for (const listener of listeners) listener();
    },
  };
}
