export { actorOf, ensurePunchOutUser, sessionContext, signIn, signOut } from './commands.ts';
export * from './entities.ts';
export {
  connectionByApiKey,
  connectionsOf,
  costCentres,
  deliveryAddresses,
  type Identity,
  normalIdentity,
  operatorOrganisation,
  organisation,
  organisations,
  outboundConnection,
  secretsOf,
  userByEmail,
} from './queries.ts';
export { area, partiesRoutes, session } from './routes.tsx';
export { page, publicPage } from './shell.tsx';
