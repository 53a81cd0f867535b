// Prints what a review as JSON holds as outputs of a step: its outcome and how many findings there are of each kind.
import { readFileSync } from 'node:fs';

const { outcome, findings } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
const [dangers, warnings] = [count('danger'), count('warning')];
// The outcome is one of a few words; a line end in it would be another output.
console.log(`outcome=${String(outcome).replaceAll(/[^a-z-]/g, '')}`);
console.log(`dangers=${dangers}\nwarnings=${warnings}\ninfos=${findings.length - dangers - warnings}`);
