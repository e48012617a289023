/** Hands a file to the browser to be saved; nothing where there is none. */
export function saveFile(file: { readonly name: string; readonly blob: Blob } | null): void {
  if (file === null) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file.blob);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it some time after the click
}
