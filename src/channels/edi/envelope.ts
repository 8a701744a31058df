import { type Segment, Tokenizer } from '../../../edi/edifact/index.ts';
import { sha256Hex } from '../../base/index.ts';

/** What makes an interchange the same one again: who sent it, its reference, and whether it is a test. */
export type InterchangeKey = {
  readonly sender: string;
  readonly qualifier: string;
  readonly reference: string;
  readonly test: boolean;
  /** SHA-256 of its bytes from UNB to before UNZ: packaging around it does not count. */
  readonly hash: string;
};

/**
 * The keys of the interchanges in a file, in file order: one pass over the bytes that builds no message, so
 * that a door can answer before the file is read in earnest. Never refuses; what is no EDIFACT has none.
 */
export function interchangeKeys(bytes: Uint8Array): InterchangeKey[] {
  const found: { unb: Segment; end: number }[] = [];
  let isOpen = false;
  const close = (offset: number): void => {
    const last = found.at(-1);
    if (isOpen && last) last.end = offset;
    isOpen = false;
  };
  const tokenizer = new Tokenizer({
    segment: (segment) => {
      if (segment.tag === 'UNZ') close(segment.offset);
      if (segment.tag !== 'UNB') return;
      close(segment.offset);
      found.push({ unb: segment, end: bytes.byteLength });
      isOpen = true;
    },
    fault: () => {},
  });
  tokenizer.push(bytes);
  tokenizer.finish();
  return found.map(({ unb, end }) => ({
    sender: unb.get(2, 1).trim(),
    qualifier: unb.get(2, 2).trim(),
    reference: unb.get(5).trim(),
    test: unb.get(11).trim() === '1',
    hash: sha256Hex(bytes.subarray(unb.offset, end)),
  }));
}
