import { writeFileSync } from 'node:fs';
import { OPENAPI_FILE, openApiText } from './create-openapi.ts';

writeFileSync(OPENAPI_FILE, openApiText());
