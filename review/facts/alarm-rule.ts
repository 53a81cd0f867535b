/** The rule of a composite alarm, taken apart. */
export interface AlarmRule {
  /** The names of the alarms in it, also of those given by ARN, whatever is asked of them. */
  readonly names: readonly string[];
  /** Those of them that make it rise when they rise: it asks for their alarm, or for anything but that they are well. */
  readonly heard: readonly string[];
  /** How many words in it make it rise less often. */
  readonly narrowing: number;
}

/**
 * Takes apart the rule of a composite alarm. A NOT counts where it stands right before an alarm; what it means before a parenthesis is
 * not told here, and makes the rule narrower all the same.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html (read 2026-11)
 */
export function alarmRuleOf(text: string): AlarmRule {
  const asked = [...text.matchAll(ASKED)].map(([, not, state, quoted, bare = '']) => ({
    name: (quoted ?? bare.trim()).replace(/^arn:.*:alarm:/, ''),
    isHeard: (state === 'ALARM') === (not === undefined),
  }));
  const words = text.replace(ASKED, '$1').match(/\b(?:AND|NOT|FALSE)\b/g) ?? [];
  return {
    names: asked.map(({ name }) => name),
    heard: asked.filter(({ isHeard }) => isHeard).map(({ name }) => name),
    narrowing: words.length,
  };
}

const ASKED = /\b(NOT\s+)?\b(ALARM|OK|INSUFFICIENT_DATA)\s?\((?:"([^"]*)"|([^()]*))\)/g;
