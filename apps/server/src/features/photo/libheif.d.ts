declare module 'libheif-js/wasm-bundle.js' {
  interface Pixels {
    readonly data: Uint8ClampedArray
    readonly width: number
    readonly height: number
  }
  interface HeifImage {
    get_width(): number
    get_height(): number
    /** Fills the pixels, or answers null where it cannot. */
    display(into: Pixels, done: (shown: Pixels | null) => void): void
  }
  const libheif: {
    readonly HeifDecoder: new () => {
      /** The pictures of a file; none where it cannot be read. */
      decode(file: Uint8Array): HeifImage[]
    }
  }
  export default libheif
}
