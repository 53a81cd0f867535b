/** Settings for checkov, shipped beside what we emit: each check that does not apply, and why. Comments cannot stand in JSON. */
export const CHECKOV_CONFIG = `# Settings for checkov (https://www.checkov.io). Each check that is skipped has its reason.
skip-check: []
`;
