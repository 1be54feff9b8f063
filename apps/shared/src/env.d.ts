/** Bytes on the wire, from vite.config.ts. */
declare const __MODEL_BYTES__: number;
declare const __RUNTIME_BYTES__: number;
