import { Command } from 'commander';
import { fail } from './process/fail.ts';

type Given = { readonly args: readonly string[]; readonly json: boolean; readonly once: boolean };

// Set before the commands, which inherit it: a usage error ends with 2, not with 1.
const program = new Command('comptoir')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .description(
    'B2B procurement marketplace: punch-out, orders, credit, invoicing, reconciliation, payouts',
  );

/** A command whose code is loaded when it is called; a number it answers is the exit code. */
function command(
  { usage, about }: { usage: string; about: string },
  run: (given: Given) => Promise<unknown>,
): Command {
  const added = program.command(usage).description(about);
  return added.action(async () => {
    const { json, once } = added.opts<{ json?: true; once?: true }>();
    const code = await run({ args: added.args, json: json === true, once: once === true });
    if (typeof code === 'number') process.exitCode = code;
  });
}

command(
  { usage: 'demo', about: 'all on this machine: database, data, simulators, web and worker' },
  async () => (await import('./demo/run.ts')).runDemo(),
);
command({ usage: 'serve', about: 'the web process' }, async () =>
  (await import('./main.ts')).serve(),
);
command({ usage: 'worker', about: 'the job process' }, async (given) =>
  (await import('./worker.ts')).work(given),
).option('--once', 'run the jobs that are due, then stop');
command({ usage: 'migrate', about: 'bring the database up to date' }, async () =>
  (await import('./process/migrate.ts')).migrateCommand(),
);
command(
  {
    usage: 'open-marketplace <file>',
    about: 'first step of a new installation: your company and its first person, from a JSON file',
  },
  async (given) =>
    (await import('./process/open-marketplace.ts')).openMarketplaceCommand(given.args),
);
command({ usage: 'inspect <file...>', about: 'decode documents' }, async (given) =>
  (await import('./process/inspect.ts')).inspectCommand(given.args, given),
).option('--json', 'one canonical JSON line a file');
command(
  { usage: 'validate-invoice <file...>', about: 'check against EN 16931 and the French rules' },
  async (given) => (await import('./process/inspect.ts')).validateInvoiceCommand(given.args, given),
).option('--json', 'one JSON line a file');
command({ usage: 'bench [name]', about: 'measure a workload against its peer' }, async (given) =>
  (await import('./process/bench.ts')).benchCommand(given.args[0], given),
).option('--json', 'one JSON line a workload');

program.parseAsync().catch(fail);
