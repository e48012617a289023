/** The dialogs over the whole page, which it loads after it can train. */
export { AdapterDialog } from './AdapterDialog.tsx';
export { KeysDialog } from './KeysDialog.tsx';
export { ReplaceDialog } from './ReplaceDialog.tsx';
