export {
  addCredential,
  createConnection,
  issueApiKey,
  type NewConnection,
  removeCredential,
} from './connections.ts';
export { openMarketplace } from './marketplace.ts';
export {
  createOrganisation,
  editOrganisation,
  keepCostCentre,
  keepDeliveryAddress,
  type Place,
  setOrganisationState,
} from './organisations.ts';
export {
  changeUser,
  type Invitation,
  inviteAgain,
  inviteUser,
  passwordLinkFor,
  requestPasswordReset,
  setPassword,
} from './people.ts';
export {
  type FieldFault,
  faultsOf,
  type OrganisationFacts,
  PASSWORD_CHARACTERS_MIN,
  rolesOf,
} from './rules.ts';
