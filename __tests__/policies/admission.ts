import { listed, type PolicyDocument, type Statement } from './documents';
import { matches } from './faults';

/** A call as IAM sees it: of a service that acts in somebody's name, or of a role of the account. */
export interface Call {
  /** The service, or the ARN of the account for one of its roles. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** What AWS tells IAM of the call; a key that is absent was not sent. */
  readonly context: Readonly<Record<string, string>>;
}

/** Tells whether a resource's policy lets a call in: some statement allows it and none denies it. */
export function admits({ statements }: PolicyDocument, call: Call): boolean {
  const meant = statements.filter((statement) => means(statement, call));
  return meant.some(({ Effect }) => Effect === 'Allow') && !meant.some(({ Effect }) => Effect === 'Deny');
}

function means({ Principal, Action, Resource, Condition = {} }: Statement, { service, action, resource, context }: Call): boolean {
  return (
    (Principal === '*' || Principal?.['Service'] === service || Principal?.['AWS'] === service) &&
    listed(Action).some((pattern) => matches(pattern, action, 'i')) &&
    (Resource === undefined || listed(Resource).some((pattern) => matches(pattern, resource))) &&
    Object.entries(Condition).every(([operator, test]) =>
      Object.entries(test).every(([key, value]) => holds(operator, context[key], value)),
    )
  );
}

/** @throws Error for an operator that we emit nowhere yet, so that none is taken for met. */
function holds(operator: string, actual: string | undefined, expected: string): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
    case 'ArnEquals':
      return actual === expected;
    case 'ArnNotEquals':
      // As in IAM, a key that was not sent is not equal.
      return actual !== expected;
    default:
      throw new Error(`an operator must be known to this test, got ${operator}`);
  }
}
