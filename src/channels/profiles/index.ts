export { profileLink, profileName } from './link.ts';
