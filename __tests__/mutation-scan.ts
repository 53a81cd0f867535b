// The tests of a scan as one file, the smallest first, for mutation testing.
import './domain/verdict.test';
import './domain/outlook.test';
import './scan/slot.test';
import './scan/sorted.test';
import './scan/interruption.test';
import './scan/needed-policy.test';
import './scan/scan.test';
import './scan/render/json.test';
import './scan/render/csv.test';
import './scan/render/forms.test';
import './scan/render/table.test';
import './scan/reports.test';
import './scan/lossless.test';
import './scan/dry-run.test';
