/** The rule of a composite alarm, taken apart. */
export interface AlarmRule {
  /** The names of the alarms in it, also of those given by ARN. */
  readonly names: readonly string[];
  /** How many words in it make it rise less often. */
  readonly narrowing: number;
}

/**
 * Takes apart the rule of a composite alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html (read 2026-11)
 */
export function alarmRuleOf(text: string): AlarmRule {
  const names = [...text.matchAll(STATE)].map(([, quoted, bare = '']) => (quoted ?? bare.trim()).replace(/^arn:.*:alarm:/, ''));
  const words = text.replace(STATE, '').match(/\b(?:AND|NOT|FALSE)\b/g) ?? [];
  return { names, narrowing: words.length };
}

const STATE = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s?\((?:"([^"]*)"|([^()]*))\)/g;
