import type { Options } from 'yargs';
import { SETTINGS, type Setting } from '../domain/settings';

/** The settings that have a flag; an object has one for each member instead. */
export const FLAGGED_SETTINGS: readonly Setting[] = SETTINGS.filter(({ kind, path }) => kind !== 'object' || path === 'alerts');

/** The flags of the settings, as yargs takes them. All are text here, so that the policy alone decides what is accepted. */
export function settingFlags(): Record<string, Options> {
  return Object.fromEntries(FLAGGED_SETTINGS.map((setting) => [setting.flag, flagFor(setting)]));
}

function flagFor(setting: Setting): Options {
  const { kind, bounds, path } = setting;
  const description = `${setting.description}${path === 'alerts' ? '' : ` Default: ${setting.fallback}.`}`;
  const group = setting.isStructure ? 'What is made:' : 'Values:';
  switch (kind) {
    case 'boolean':
      return { type: 'string', description: `${description} True or false; alone it means true.`, group };
    case 'list':
      return { type: 'string', array: true, description: `${description} Separate with commas, or repeat.`, group };
    case 'map':
      return { type: 'string', array: true, description: `${description} As key=value, separated with commas, or repeat.`, group };
    case 'choice':
      return { type: 'string', description: `${description} One of ${(bounds.choices ?? []).join(', ')}.`, group };
    case 'integer':
      return {
        type: 'string',
        description: `${description} ${capital(setting.accepts)}${setting.unit === undefined ? '' : `, in ${setting.unit}`}.`,
        group,
      };
    case 'object':
      return { type: 'string', description: `Give none to make no alerts at all. Default: ${setting.fallback}.`, group };
    case 'string':
      return { type: 'string', description, group };
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
