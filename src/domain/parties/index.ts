export {
  actorOf,
  ensurePunchOutUser,
  punchOutAddresses,
  punchOutUserStatement,
  sessionContext,
  signIn,
  signOut,
} from './commands.ts';
export * from './entities.ts';
export * from './onboarding/index.ts';
export {
  connectionByApiKey,
  costCentres,
  deliveryAddresses,
  type Identity,
  normalIdentity,
  operatorOrganisation,
  organisation,
  organisations,
  outboundConnection,
  type Partner,
  type PartnersNamed,
  partnersAsked,
  partnersNamed,
  partnersSeen,
  secretsOf,
  userByEmail,
} from './queries.ts';
export { area, partiesRoutes, session } from './routes.tsx';
export { page, publicPage } from './shell.tsx';
export * from './workbench/index.ts';
