// The tests of what decides about keys as one file, the smallest first, for mutation testing.
import './domain/instant.test';
import './domain/access-key.test';
import './domain/notice.test';
import './domain/key-record.test';
import './domain/exemption.test';
import './domain/transition.test';
import './domain/step-for.test';
import './domain/agenda.test';
import './domain/report-row.test';
import './domain/record-item.test';
import './domain/act-ledger.test';
import './domain/sweep-policy.test';
import './domain/digest.test';
