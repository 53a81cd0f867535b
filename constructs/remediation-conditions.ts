import { ARN_CHARACTERS, MAX_EXEMPT_CHARACTERS, MAX_POLICY_BYTES, PATHS_IN_ENVIRONMENT } from '../domain/remediation-together';
import type { SettingPath } from '../domain/settings';
import type { Condition, Subject } from './conditions';

/** States what remediation needs of other settings where one of them is known only at plan, as far as it is declared at all. */
export function conditionsOnRemediation(
  either: (...paths: SettingPath[]) => boolean,
  of: (path: SettingPath) => Subject,
): readonly Condition[] {
  return [
    ...(either('maxCredentialUsageAgeDays', 'remediation.warnDays') ? [noticeInLimit(of)] : []),
    ...(either('remediation.exempt.userNames', 'remediation.exempt.paths') ? [roomInRole(of)] : []),
    ...(either(...PATHS_IN_ENVIRONMENT) ? [roomInEnvironment(of)] : []),
  ];
}

function noticeInLimit(of: (path: SettingPath) => Subject): Condition {
  const [limit, notice] = [of('maxCredentialUsageAgeDays'), of('remediation.warnDays')];
  return {
    condition: `\${${notice.expression} < ${limit.expression}}`,
    errorMessage: `${notice.name} must be less than ${limit.name} (\${${limit.expression}}), got \${${notice.expression}}.`,
  };
}

function roomInRole(of: (path: SettingPath) => Subject): Condition {
  const [names, paths] = [of('remediation.exempt.userNames'), of('remediation.exempt.paths')];
  const characters = (list: Subject): string => `[for text in ${list.expression} : length(text) + ${String(ARN_CHARACTERS)}]`;
  // A name stands there twice: for users without a path, and for those with one.
  const sum = `sum(concat([0], ${characters(names)}, ${characters(names)}, ${characters(paths)}))`;
  return {
    condition: `\${${sum} <= ${String(MAX_EXEMPT_CHARACTERS)}}`,
    errorMessage: tooLong(names, paths, "policy of the function's role", MAX_EXEMPT_CHARACTERS),
  };
}

function roomInEnvironment(of: (path: SettingPath) => Subject): Condition {
  // As the environment has it, where an absent tag is absent.
  const member = (path: SettingPath): string => `${path.split('.').at(-1) ?? ''} = ${of(path).expression}`;
  const isExempt = (path: SettingPath): boolean => path.startsWith('remediation.exempt.');
  const own = PATHS_IN_ENVIRONMENT.filter((path) => !isExempt(path)).map(member);
  const exempt = PATHS_IN_ENVIRONMENT.filter((path) => isExempt(path) && of(path).expression !== 'null').map(member);
  return {
    condition: `\${length(jsonencode({ ${own.join(', ')}, exempt = { ${exempt.join(', ')} } })) <= ${String(MAX_POLICY_BYTES)}}`,
    errorMessage: tooLong(of('remediation.exempt.userNames'), of('remediation.exempt.paths'), "function's environment", MAX_POLICY_BYTES),
  };
}

const tooLong = (names: Subject, paths: Subject, where: string, most: number): string =>
  `${names.name} and ${paths.name} must be short enough for the ${where}, with all that is exempt at most ${String(most)} characters.`;
