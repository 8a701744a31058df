import { readFile, stat } from 'node:fs/promises';
import type { InspectError } from '../../../edi/index.ts';

/** Larger files are not read into memory (the limit of an EDIFACT interchange as well). */
const FILE_BYTES_MAX = 300_000_000;

/** A fault of the file itself, before anything in it is looked at. */
export function fileError(
  code: string,
  { message, fix }: { message: string; fix: string },
): InspectError {
  return { code, severity: 'error', line: null, segment: null, element: null, message, fix };
}

/** The bytes of a file, or why they cannot be had: missing, a folder, unreadable, over 300 MB. */
export async function fileBytes(
  file: string,
  bytesMax = FILE_BYTES_MAX,
): Promise<Uint8Array | InspectError> {
  try {
    const { size } = await stat(file);
    if (size > bytesMax) {
      return fileError('inspect.file_too_large', {
        message: `The file has ${size} bytes; at most ${bytesMax} are read.`,
        fix: 'Split the file.',
      });
    }
    return await readFile(file);
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(error: unknown): InspectError {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fileError('inspect.file_missing', {
        message: 'There is no such file.',
        fix: 'Check the path.',
      });
    case 'EISDIR':
      return fileError('inspect.file_is_folder', {
        message: 'This is a folder.',
        fix: 'Name the files in it.',
      });
    case 'EACCES':
    case 'EPERM':
      return fileError('inspect.file_unreadable', {
        message: 'The file may not be read.',
        fix: 'Ask for the right to read it.',
      });
    default:
      throw error;
  }
}
