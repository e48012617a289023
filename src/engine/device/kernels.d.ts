/** The kernels of `src/assembly/`, compiled: see `scripts/assembly.mjs`. */
declare module 'virtual:kernels' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
