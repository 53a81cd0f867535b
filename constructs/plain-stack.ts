import { RootConstruct } from 'constructs';
import { AwsProvider, TerraformStack, type TerraformElement } from './terraform';

/** Set on a tree whose files stand beside each other in one folder, instead of being copied by the engine. */
export const BESIDE_CONTEXT = 'iam-unused-credentials:beside';

/** A stack whose addresses are the plain ids of its parts, for Terraform that people read: `aws_sns_topic.topic`. */
export class PlainStack extends TerraformStack {
  constructor(homeRegion: string, context: Readonly<Record<string, unknown>> = {}) {
    super(rootWith({ ...context, [BESIDE_CONTEXT]: true }), 'stack');
    new AwsProvider(this, 'aws', { region: homeRegion });
  }

  protected override allocateLogicalId(element: TerraformElement): string {
    return element.node.id.replaceAll('-', '_');
  }

  /**
   * Prepares and validates as the engine does before it writes.
   *
   * @throws Error with every complaint of the engine; our own settings were checked before.
   */
  toJson(): TerraformJson {
    this.prepareStack();
    const complaints = this.node.findAll().flatMap((node) => node.node.validate().map((text) => `${node.node.path}: ${text}`));
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    const { provider, data, locals, resource, variable, output } = this.toTerraform() as TerraformJson;
    return { provider, data, locals, resource, variable, output };
  }
}

/** A tree without an app, which would make its output folder at once. */
function rootWith(context: Readonly<Record<string, unknown>>): RootConstruct {
  const root = new RootConstruct();
  for (const [key, value] of Object.entries(context)) root.node.setContext(key, value);
  return root;
}

/** Terraform's JSON syntax by kind of block, as far as we write it. */
export interface TerraformJson {
  readonly provider?: Blocks | undefined;
  readonly data?: TypedBlocks | undefined;
  readonly locals?: Blocks | undefined;
  readonly resource?: TypedBlocks | undefined;
  readonly variable?: Blocks | undefined;
  readonly output?: Blocks | undefined;
}
type Blocks = Readonly<Record<string, unknown>>;
type TypedBlocks = Readonly<Record<string, Blocks>>;
