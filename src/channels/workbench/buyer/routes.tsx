import { Problem, say } from '../../../base/index.ts';
import { startWorkbenchRun, workbenchRun, workbenchRuns } from '../../../domain/parties/index.ts';
import { formOf, type Web, type WebContext } from '../../../platform/http/index.ts';
import { read } from '../../../platform/index.ts';
import { COSTS, placeOf, refuseUnlessBuyer } from '../access.ts';
import { BuyerPage, RunView } from '../pages/buyer.tsx';
import { type Place, workbenchPage } from '../pages/frame.tsx';
import { planOf, scenesOf } from './play.ts';

async function runOf(c: WebContext, { workbench }: Place) {
  const { ctx, connection } = workbench;
  const id = c.req.param('id') ?? '';
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Problem('not_found', { what: 'run', id });
  return read(ctx, (tx) => workbenchRun(tx, { id, connectionId: connection.id }));
}

/** The virtual buyer's pages: choose, start, watch. */
export function buyerRoutes(app: Web): void {
  app.get('/workbench/:token/buyer', async (c) => {
    const place = await placeOf(c, { use: 'virtual buyer' });
    refuseUnlessBuyer(place);
    const { ctx, linkId, connection } = place.workbench;
    const runs = await read(ctx, (tx) => workbenchRuns(tx, linkId));
    const scenes = Object.keys(scenesOf(connection.protocol));
    return workbenchPage(
      c,
      { place, tab: 'buyer' },
      <BuyerPage place={place} scenes={scenes} runs={runs} />,
    );
  });
  app.post('/workbench/:token/buyer/run', async (c) => {
    const place = await placeOf(c, { cost: COSTS.run, use: 'virtual buyer started' });
    refuseUnlessBuyer(place);
    const { workbench, base } = place;
    if (workbench.connection.deploymentMode !== 'test')
      throw new Problem('workbench.run_production');
    const { scene } = await formOf(c);
    const asked = (Array.isArray(scene) ? scene : [scene]).flatMap((one) =>
      typeof one === 'string' ? [one] : [],
    );
    const plan = planOf(workbench.connection.protocol, asked);
    const runId = await startWorkbenchRun(workbench, { plan });
    return c.redirect(`${base}/buyer/runs/${runId}`, 303);
  });
  app.get('/workbench/:token/buyer/runs/:id', async (c) => {
    const place = await placeOf(c, { use: 'virtual buyer run' });
    const run = await runOf(c, place);
    const title = say(place.locale)('The virtual buyer at work', 'L’acheteur virtuel à l’œuvre');
    return workbenchPage(c, { place, tab: 'buyer', title }, <RunView place={place} run={run} />);
  });
  app.get('/workbench/:token/buyer/runs/:id/progress', async (c) => {
    const place = await placeOf(c, { use: undefined });
    return c.html(<RunView place={place} run={await runOf(c, place)} />);
  });
}
