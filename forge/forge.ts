/** A comment as a forge tells of it. */
export interface ForgeComment {
  readonly id: string;
  /** What was written, in Markdown. */
  readonly body: string;
  /** Who wrote it, in the words of `Forge.whoAmI`; undefined when the forge does not tell. */
  readonly author: string | undefined;
  /** Where it is seen. */
  readonly url: string;
}

/** The comments under one pull request, or the notes of one merge request. */
export interface Forge {
  /** Lists all comments, the oldest first. */
  list(): Promise<readonly ForgeComment[]>;
  /** Says who the token belongs to. */
  whoAmI(): Promise<string>;
  /** Writes a new comment and says where it is seen. */
  create(body: string): Promise<string>;
  /** Writes a comment over and says where it is seen. */
  update(comment: ForgeComment, body: string): Promise<string>;
}
