// Packages of build/npm, where the test run has put them: only `require` looks into NODE_PATH.

import { createRequire } from "node:module";

export const npm = createRequire(import.meta.url);
