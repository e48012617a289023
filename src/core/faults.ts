/** What a file is, by its first bytes and its name. */
export type FileKind =
  | 'empty'
  | 'folder'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'heic'
  | 'svg'
  | 'pdf'
  | 'zip'
  | 'gzip'
  | 'csv'
  | 'html'
  | 'audio or video'
  | 'office'
  | 'hdf5'
  | 'pytorch'
  | 'onnx'
  | 'numpy'
  | 'safetensors'
  | 'bin'
  | 'json'
  | 'text'
  | 'unknown';

/** What is wrong with a link or a file that came from outside, as facts: the page makes the words. */
export type Fault =
  /** `damaged`: not as it was made; `large`: beyond what is unpacked; `newer`: of a form this page does not know; `foreign`:
   * no link of ours; `experiment`: whole, but no experiment that can be trained. */
  | { readonly of: 'link'; readonly id: 'damaged' | 'large' | 'newer' | 'foreign' | 'experiment' }
  /** A file that nothing here opens. */
  | { readonly of: 'file'; readonly id: 'kind'; readonly name: string; readonly kind: FileKind }
  | {
      readonly of: 'file';
      readonly id: 'large';
      readonly name: string;
      readonly mib: number;
      readonly maxMib: number;
    }
  /** Several files at once, of which only one can be opened. */
  | { readonly of: 'file'; readonly id: 'several'; readonly count: number }
  /** JSON, but no result: an experiment, or anything else. */
  | { readonly of: 'file'; readonly id: 'no result'; readonly name: string; readonly isExperiment: boolean }
  /** A result of a later version of the page. */
  | { readonly of: 'file'; readonly id: 'newer'; readonly name: string }
  /** JSON that breaks off or was edited into no JSON. */
  | { readonly of: 'file'; readonly id: 'damaged'; readonly name: string }
  /** A result that no race can have had. */
  | { readonly of: 'file'; readonly id: 'result'; readonly name: string }
  /** Weights that cannot be read, or do not fit. */
  | { readonly of: 'weights'; readonly id: 'unread' | 'misfit' };
