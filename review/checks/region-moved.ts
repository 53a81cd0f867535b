import type { DirectionCheck } from '../check';
import { partsOf } from '../policy-change';
import { regionSaid } from '../facts/regions-said';

/**
 * Finds that the Config rule is deleted in one region and made in another.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support (read 2026-11)
 */
export const regionMoved: DirectionCheck = {
  name: 'region-moved',
  severity: 'warning',
  asks: 'direction',
  means: 'The Config rule is replaced and stands in another region afterwards.',
  why: 'A plan calls this a replacement, yet it is a removal here and a new rule there: its history of compliance is lost, every user is judged anew, and the new region needs a recorder.',
  example:
    'The `region` of `aws_config_config_rule.unused_credentials` goes from `eu-west-1` to `eu-central-1`, which forces a replacement.',
  advice: 'Make sure that the new region has a recorder that records AWS::IAM::User, and that people and tools look there from now on.',
  find(policy) {
    return partsOf(policy, 'rule').flatMap((rule) => {
      const { before, after } = rule.regions;
      if (rule.fate !== 'replaced' || before === undefined || after === undefined || before === after) return [];
      const words = `from ${regionSaid(rule, 'before')} to ${regionSaid(rule, 'after')}`;
      return [{ address: rule.address, message: `the Config rule moves ${words}: it is deleted in the one and starts anew in the other` }];
    });
  },
};
