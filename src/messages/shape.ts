/** The keys of an area of messages, with any text: what every other language must have, no key more and none less. */
export type Shape<Area> = {
  readonly [Key in keyof Area]: Area[Key] extends string ? string : Shape<Area[Key]>;
};
