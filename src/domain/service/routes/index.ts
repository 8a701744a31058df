import { type Web, web } from '../../../platform/http/index.ts';
import { deliveryRoutes } from '../deliveries/routes.tsx';
import { deskRoutes } from './desk.tsx';
import { exchangeRoutes } from './exchanges.tsx';
import { jobRoutes } from './jobs.tsx';
import { type PartnerProviders, partnerRoutes } from './partners.tsx';

/** Running the marketplace: documents, jobs, partners, audit, the day at a glance. */
export function serviceRoutes(providers: PartnerProviders): Web {
  return web()
    .route('/', deskRoutes())
    .route('/', exchangeRoutes())
    .route('/', deliveryRoutes())
    .route('/', jobRoutes())
    .route('/', partnerRoutes(providers));
}
