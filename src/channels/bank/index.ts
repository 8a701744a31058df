export { bankDoor, bankUpload, takeStatement } from './door.ts';
export { painFile } from './translate.ts';
