/** What Terraform does to one object, in its own words. */
export type Action = 'no-op' | 'create' | 'read' | 'update' | 'delete' | 'forget';

/** The attributes of an object, as Terraform writes them in JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** One element of `resource_changes`, `resource_drift` or, with its reason, `deferred_changes`. Text in it is data of others. */
export interface ResourceChange {
  readonly address: string;
  /** Absent for the root module. */
  readonly moduleAddress?: string;
  /** Where the object stood before a move. */
  readonly previousAddress?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Key of `for_each` or number of `count`; absent without either. */
  readonly index?: string | number;
  /** Key of an object that was left over when its successor was made; it is not the current one. */
  readonly deposed?: string;
  readonly actions: readonly Action[];
  readonly before: Values | null;
  readonly after: Values | null;
  /** True, or a structure with true, where a value is known only after apply; such a value is absent from `after`. */
  readonly afterUnknown: unknown;
  /**
   * The same of `before`, where there is no plan but two configurations: where an expression cannot be resolved, and another or none stands
   * after. One that says the same on both sides is marked on neither: its text stands for whatever it is.
   */
  readonly beforeUnknown?: unknown;
  /** True, or a structure with true, where a value is sensitive; it stands in clear all the same. */
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  /** Paths of the attributes that make a replacement necessary. */
  readonly replacePaths: readonly unknown[];
  /**
   * Whether two configurations tell it, and no plan does: what is not known is an expression then, which only a plan resolves, and what is
   * not written has the value that the provider gives it.
   */
  readonly isFromFiles?: true;
  /** Whether the object is taken over from outside Terraform. */
  readonly isImported: boolean;
}

/** What the configuration says of one resource block, by its address without index in its module. */
export interface ConfiguredResource {
  /** Names the provider's configuration, such as `aws.audit` or `module.x:aws`. */
  readonly providerKey?: string;
  /** References of each argument, such as `alarm_actions` → `aws_sns_topic.t.arn`, `aws_sns_topic.t`; of nested blocks too, under the block's name. */
  readonly references: ReadonlyMap<string, readonly string[]>;
}

/** What the configuration says of one provider. */
export interface ConfiguredProvider {
  /** The region, where it is written out or comes straight from a variable of the root module. */
  readonly region?: string;
  /** The account, where a role to assume or the allowed accounts name exactly one. */
  readonly accountId?: string;
  /** Whether it says a region and nothing of who it is: it is then whoever runs Terraform, as others like it are. */
  readonly isAmbient?: true;
}

/** The parts of a plan that say anything of a policy. Everything else was counted, or skipped unread. */
export interface Plan {
  /** Changes of resources of the wanted types, no-op included, in the order of the plan. */
  readonly changes: readonly ResourceChange[];
  /** What was found changed outside Terraform, of the wanted types. */
  readonly drift: readonly ResourceChange[];
  /** Changes that Terraform put off, of the wanted types. */
  readonly deferred: readonly ResourceChange[];
  /** How many resources of other types change: created, updated, deleted, replaced or forgotten. */
  readonly otherChanges: number;
  /** Whether the plan changes nothing and only takes over what was changed outside Terraform: these are the changes then. */
  readonly isRefreshOnly: boolean;
  /** False when the plan says `complete: false`, or that any change was put off. */
  readonly isComplete: boolean;
  /** Why two configurations do not tell the whole change, each as a sentence without a final period; with any, `isComplete` is false. */
  readonly gaps?: readonly string[];
  /** By module path without indexes (empty for the root), a dot between module names, and the address of the block: `network.audit/aws_sns_topic.t`. */
  readonly configured: ReadonlyMap<string, ConfiguredResource>;
  /** By the key that resources name. */
  readonly providers: ReadonlyMap<string, ConfiguredProvider>;
}
