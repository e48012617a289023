declare const __VERSIONS__: Readonly<Record<string, string>>;

/** Of the page and of what it computes with, put in by the build; outside of one the page has no version. */
export const versions: Readonly<Record<string, string>> =
  typeof __VERSIONS__ === 'undefined' ? { downhill: 'unbuilt' } : __VERSIONS__;
