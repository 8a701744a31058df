import { z } from 'zod';
import { type Listening, listen, type Simulator, simulatorApp } from '../shared/server.ts';
import { type Mode, withSwitch } from '../shared/switch.tsx';

const question = z.object({
  registrationNumber: z.string().nullable(),
  country: z.string().length(2),
  currency: z.string().length(3),
});

/** What the insurer bears on one company: cents, basis points of a loss, grade 1 (best) to 10. */
export type Cover = {
  readonly coverMinor: bigint;
  readonly coverBp: number;
  readonly grade: number;
};

/** By grade: what is covered and how much of a loss is borne. Grades 9 and 10 are not covered. */
const TABLE: readonly Omit<Cover, 'grade'>[] = [
  { coverMinor: 50_000_000n, coverBp: 9500 },
  { coverMinor: 30_000_000n, coverBp: 9500 },
  { coverMinor: 20_000_000n, coverBp: 9000 },
  { coverMinor: 10_000_000n, coverBp: 9000 },
  { coverMinor: 6_000_000n, coverBp: 9000 },
  { coverMinor: 3_000_000n, coverBp: 8500 },
  { coverMinor: 1_500_000n, coverBp: 8000 },
  { coverMinor: 500_000n, coverBp: 7000 },
  { coverMinor: 0n, coverBp: 0 },
  { coverMinor: 0n, coverBp: 0 },
];

/** The same number always gets the same answer: its digits' sum chooses the row. */
export function coverOf(registrationNumber: string): Cover | undefined {
  const digits = registrationNumber.match(/\d/g);
  if (!digits || digits.length < 5) return undefined;
  const at = digits.reduce((sum, digit) => sum + Number(digit), 0) % TABLE.length;
  const row = TABLE[at];
  return row && { ...row, grade: at + 1 };
}

export type InsurerSimulator = Simulator & { readonly switchTo: (mode: Mode) => Promise<void> };

/**
 * A credit insurer: `POST /covers {registrationNumber, country, currency}` answers amount, share and grade;
 * `unknown` for a number it cannot read. `covers` overrides single companies; slow is `slowMs` (5 s).
 */
export async function startInsurerSimulator({
  covers = {},
  slowMs = 5000,
  now = () => Temporal.Now.instant(),
  ...at
}: Listening & {
  covers?: Readonly<Record<string, Cover>>;
  slowMs?: number;
  now?: () => Temporal.Instant;
}): Promise<InsurerSimulator> {
  const app = simulatorApp();
  const log: string[] = [];
  const behaviour = withSwitch(app, { name: 'Credit insurer', path: '/covers', slowMs, log });
  app.post('/covers', async (c) => {
    const parsed = question.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ error: parsed.error.issues[0]?.message }, 400);
    const { registrationNumber, currency } = parsed.data;
    const cover = registrationNumber
      ? (covers[registrationNumber] ?? coverOf(registrationNumber))
      : undefined;
    const decision = !cover
      ? 'unknown'
      : cover.coverMinor === 0n
        ? 'refused'
        : cover.grade > 5
          ? 'reduced'
          : 'covered';
    log.push(
      `${registrationNumber ?? '–'} ${decision} ${cover?.coverMinor ?? 0n} cents, grade ${cover?.grade ?? '–'}`,
    );
    const asOf = now().toString({ smallestUnit: 'millisecond' });
    return c.json({
      decision,
      coverMinor: String(cover?.coverMinor ?? 0n),
      coverBp: cover?.coverBp ?? 0,
      grade: cover?.grade ?? null,
      currency,
      asOf,
    });
  });
  const running = await listen(app, at, behaviour.stop);
  return { ...running, switchTo: behaviour.switchTo };
}
