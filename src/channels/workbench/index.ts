export { play } from './buyer/play.ts';
export { workbenchDesk } from './desk.tsx';
export { workbenchRoutes } from './routes.tsx';
