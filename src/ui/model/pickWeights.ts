/** Has the person choose files of weights, several at once; nothing happens where they choose none. */
export function pickWeights(onPick: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.safetensors,.json,.bin';
  input.onchange = () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) onPick(files);
  };
  input.click();
}
