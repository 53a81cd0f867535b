import { reasonOf } from '../domain/errors';
import { act, type Act } from './act';
import { again, announced, closed, deletionAnnounced, kept, misjudged, notOurs, quiet, recorded, returned, spared } from './outcomes';
import { entryOf, type Outcome, type Run } from './run';
import type { JudgedKey, Seen } from './survey';

/** Does what is due for one key, records it, and says what came of it. Never throws: one key's failure never stops the next. */
export async function enforce(seen: Seen, run: Run): Promise<Outcome> {
  if (seen.kind !== 'judged') {
    const { kind, userName, accessKeyId, because } = seen;
    return { entry: { matter: kind, userName, because, ...(accessKeyId !== undefined && { accessKeyId }) } };
  }
  try {
    return await carryOut(seen, run);
  } catch (error) {
    return { entry: { ...entryOf(seen, { matter: 'undecided' }), because: `it could not be recorded: ${reasonOf(error)}` } };
  }
}

/** Acts, unless a second reading shows something else: then that is carried out. */
async function actOrInstead(name: Act, judged: JudgedKey, run: Run): Promise<Outcome> {
  const result = await act(name, judged, run);
  if (result.kind === 'acted') return result.outcome;
  const { instead } = result;
  const isAct = instead.kind === 'judged' && (instead.step.kind === 'deactivate' || instead.step.kind === 'delete');
  return isAct ? { entry: entryOf(judged, { matter: 'busy' }) } : enforce(instead, run);
}

function carryOut(judged: JudgedKey, run: Run): Promise<Outcome> | Outcome {
  const { step } = judged;
  switch (step.kind) {
    case 'undecided':
    case 'busy':
      return { entry: entryOf(judged, { matter: step.kind }) };
    case 'in-use':
      return quiet(judged, run);
    case 'tell':
      return { entry: entryOf(judged, { matter: 'unused', at: step.unusedAt }) };
    case 'foreign':
      return notOurs(judged, run);
    case 'announce':
      return announced(judged, step.dueAt, run);
    case 'wait':
      return again(judged, { matter: 'will-be-deactivated', at: step.dueAt }, run);
    case 'drop':
      return recorded(judged, 'dropped', run.now, { matter: step.cameBack ? 'reenabled' : 'dropped' }, run);
    case 'deactivate':
    case 'delete':
      return actOrInstead(step.kind, judged, run);
    case 'resume':
      return recorded(judged, 'deactivated', run.ports.clock.now(), { matter: 'deactivated' }, run);
    case 'reenabled':
      return recorded(judged, 'reenabled', run.now, { matter: returned(step.times) }, run);
    case 'spare':
      return spared(judged, { matter: step.isUnclear ? 'unclear-exemption' : 'spared' }, run);
    case 'keep':
      return kept(judged, step, run);
    case 'misjudged':
      return misjudged(judged, run);
    case 'announce-deletion':
      return deletionAnnounced(judged, step.dueAt, run);
    case 'close':
      return closed(judged, step.state, run);
  }
}
