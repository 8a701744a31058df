type Waiting<I, O> = {
  readonly item: I;
  readonly resolve: (outcome: O) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Makes one of many: what is asked in the same turn of the event loop, or while earlier runs are under way,
 * goes together in the next run, up to `most` at a time. A second run sets out before the first is back once
 * a third of that is waiting, so that whoever carries them out is not idle while the answer travels. A run
 * that fails is repeated with each item alone, so that a bad one harms no other. `run` gives one outcome for
 * each item, in their order.
 */
export function gather<I, O>(
  run: (items: readonly I[]) => Promise<readonly O[]>,
  { most }: { most: number },
): (item: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let underWay = 0;
  let isDue = false;

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

  function mayStart(): boolean {
    if (underWay === 0) return waiting.length > 0;
    return underWay === 1 && waiting.length >= most / 3;
  }

  async function start(): Promise<void> {
    const batch = waiting.splice(0, most);
    const [only] = batch;
    underWay += 1;
    await (batch.length === 1 && only ? alone(only) : together(batch));
    underWay -= 1;
    if (mayStart()) void start();
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isDue || !mayStart()) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        if (mayStart()) void start();
      });
    });
}
