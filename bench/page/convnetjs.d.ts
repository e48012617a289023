/** What the bench uses of ConvNetJS. */
declare module 'convnetjs' {
  interface Vol {
    readonly w: Float64Array;
  }
  interface Net {
    makeLayers(definitions: readonly object[]): void;
    getParamsAndGrads(): readonly { readonly params: Float64Array }[];
  }
  interface Trainer {
    /** Takes one image; changes weights with the last one of a batch. */
    train(image: Vol, label: number): { readonly loss: number };
  }
  const convnetjs: {
    readonly Vol: new (width: number, height: number, depth: number, value: number) => Vol;
    readonly Net: new () => Net;
    readonly SGDTrainer: new (net: Net, options: object) => Trainer;
  };
  export default convnetjs;
}
