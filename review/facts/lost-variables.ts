import { SWEEP_METRICS_NAMESPACE } from '../../domain/sweep-metrics';
import { factOf, staysThrough, type Fact, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Without one of these the function refuses to start. */
const NEEDED = ['TABLE_NAME', 'ACCOUNT_ID', 'TOPIC_ARN', 'POWERTOOLS_SERVICE_NAME'];

/** Says of the function what it loses of the variables that it cannot do without, as a sentence of its own. */
export function lostVariables(policy: PolicyChange): readonly { readonly address: string; readonly words: string }[] {
  return partsOf(policy, 'function')
    .filter(staysThrough)
    .flatMap((part) =>
      [...gone(part), ...ofAnotherAccount(part), ...ofAnotherNamespace(part)].map((words) => ({ address: part.address, words })),
    );
}

function gone(part: Part): readonly string[] {
  const lost = NEEDED.filter((name) => variable(part, name, 'before').kind === 'known' && variable(part, name, 'after').kind === 'absent');
  return lost.map((name) => `the function loses its variable ${name} and refuses to start`);
}

function ofAnotherAccount(part: Part): readonly string[] {
  const [was, is] = [variable(part, 'ACCOUNT_ID', 'before'), variable(part, 'ACCOUNT_ID', 'after')];
  if (was.kind !== 'known' || is.kind !== 'known' || was.value === is.value) return [];
  const [from, to] = [was, is].map(({ value, isSensitive }) => (isSensitive ? '(sensitive)' : String(value)));
  return [`ACCOUNT_ID of the function goes from ${from ?? ''} to ${to ?? ''}, so that it no longer acts for the account that it acted for`];
}

/** The function refuses to count where no alarm hears it. */
function ofAnotherNamespace(part: Part): readonly string[] {
  const [was, is] = [variable(part, NAMESPACE, 'before'), variable(part, NAMESPACE, 'after')];
  const isLost = is.kind === 'absent' || (is.kind === 'known' && is.value !== SWEEP_METRICS_NAMESPACE);
  if (was.kind !== 'known' || was.value !== SWEEP_METRICS_NAMESPACE || !isLost) return [];
  return [`${NAMESPACE} of the function is no longer ${SWEEP_METRICS_NAMESPACE}, without which it refuses to start`];
}

const NAMESPACE = 'POWERTOOLS_METRICS_NAMESPACE';

const variable = (part: Part, name: string, side: Side): Fact => factOf(part, side, ['environment', 0, 'variables', name]);
