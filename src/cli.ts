import { Command } from 'commander';
import { fail } from './process/fail.ts';

const program = new Command('comptoir')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .description(
    'B2B procurement marketplace: punch-out, orders, credit, invoicing, reconciliation, payouts',
  );

program
  .command('demo')
  .description('everything on this machine: database, demo data, simulators, web and worker')
  .action(async () => {
    await (await import('./demo/run.ts')).runDemo();
  });
program
  .command('serve')
  .description('the web process')
  .action(async () => {
    await (await import('./main.ts')).serve();
  });
program
  .command('worker')
  .description('the job process')
  .option('--once', 'run the jobs that are due, then stop')
  .action(async (options: { once?: true }) => {
    await (await import('./worker.ts')).work({ once: options.once === true });
  });
program
  .command('migrate')
  .description('bring the database up to date')
  .action(async () => {
    await (await import('./process/migrate.ts')).migrateCommand();
  });
program
  .command('inspect')
  .description('decode documents')
  .argument('<file...>')
  .option('--json', 'one canonical JSON line a file')
  .action(async (files: string[], options: { json?: true }) => {
    process.exitCode = await (await import('./process/inspect.ts')).inspectCommand(files, {
      json: options.json === true,
    });
  });
program
  .command('validate-invoice')
  .description('check invoices against EN 16931 and the French rules')
  .argument('<file...>')
  .option('--json', 'one JSON line a file')
  .action(async (files: string[], options: { json?: true }) => {
    process.exitCode = await (await import('./process/inspect.ts')).validateInvoiceCommand(files, {
      json: options.json === true,
    });
  });
program
  .command('bench')
  .description('measure a workload against its peer')
  .argument('[name]')
  .option('--json', 'one JSON line a workload')
  .action(async (name: string | undefined, options: { json?: true }) => {
    process.exitCode = await (await import('./process/bench.ts')).benchCommand(name, {
      json: options.json === true,
    });
  });

program.parseAsync().catch(fail);
