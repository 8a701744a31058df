type Waiting<I, O> = {
  readonly item: I;
  readonly resolve: (outcome: O) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Makes one of many: what is asked while an earlier run is under way, or in the same turn of the event loop,
 * goes together in the next run, up to `most` at a time. A run that fails is repeated with each item alone,
 * so that a bad one harms no other. `run` gives one outcome for each item, in their order.
 */
export function gather<I, O>(
  run: (items: readonly I[]) => Promise<readonly O[]>,
  { most }: { most: number },
): (item: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let isBusy = false;

  async function alone({ item, resolve, reject }: Waiting<I, O>): Promise<void> {
    try {
      const [outcome] = await run([item]);
      resolve(outcome as O);
    } catch (error) {
      reject(error);
    }
  }

  async function together(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outcomes = await run(batch.map(({ item }) => item));
      for (const [at, { resolve }] of batch.entries()) resolve(outcomes[at] as O);
    } catch {
      await Promise.all(batch.map(alone));
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      const [only] = batch;
      await (batch.length === 1 && only ? alone(only) : together(batch));
    }
    isBusy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void drain());
    });
}
