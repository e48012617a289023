/** In place of `node:fs` in the built worker: the file at an address of the site, as what Node gives for a path. */
export function readFileSync(url: URL): Uint8Array<ArrayBuffer> {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.send();
  const bytes = new Uint8Array(request.response as ArrayBuffer);
  return Object.assign(bytes, { toString: () => new TextDecoder().decode(bytes) });
}
