import { broken } from '../../verification/brokenComponents.ts';

export default broken;
