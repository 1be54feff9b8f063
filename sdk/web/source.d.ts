export type Source = string | URL | Uint8Array | ArrayBuffer | Response;
export type LoadOptions = {
    /** the core, if it is not beside this file */
    wasm?: Source | WebAssembly.Module;
    /** stops the loading: `load` then rejects with the signal's reason */
    signal?: AbortSignal;
    /**
     * bytes of the package so far, and of all of it
     * (0 until known); whatever the compression on the way, they are the package's own bytes
     */
    onProgress?: (bytes: number, total: number) => void;
};
