/** Arguments whose change makes the AWS provider replace the resource, by type. */
export declare const REPLACED_BY: Readonly<Record<string, readonly string[] | undefined>>;
