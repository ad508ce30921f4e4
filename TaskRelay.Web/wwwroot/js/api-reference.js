// Runs before Scalar's bundle: Zod in it then never compiles code, and so never tries to.
globalThis.__zod_globalConfig = { jitless: true };
