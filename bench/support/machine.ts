import { cpus } from 'node:os';

/** What a figure depends on, told beside it. */
export function machine(): { readonly node: string; readonly cpu: string } {
  const all = cpus();
  return {
    node: process.versions.node,
    cpu: `${all.length} x ${all[0]?.model.trim() ?? 'unknown'}`,
  };
}
