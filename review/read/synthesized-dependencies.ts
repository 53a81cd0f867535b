/** Stands for whatever the configuration declares: what a text may refer to that is not understood for certain. */
export const ANYTHING = '*';

/** Stands for what is not in the configuration, such as a file or the time. */
export const OUTSIDE = '()';

/** The functions that read it. @see https://developer.hashicorp.com/terraform/language/functions/file (read 2026-11) */
const OUTSIDE_FUNCTION = /^(?:file\w*|templatefile|abspath|pathexpand|timestamp|plantimestamp|uuid|bcrypt)$/;

/** Blanks, names, numbers and operators; a comment, a heredoc and a letter of another script are none of these. */
const IN_EXPRESSION = /[ \t\r\n]+|[A-Za-z_][\w-]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"|(?!\/[/*]|<<)[-+*/%!<>=&|?:,.[\](){}~]/y;
const IN_TEXT = /(?<!\$)\$+\{|(?<!%)%+\{/g;
const IN_QUOTES = /"|\\.|(?<!\$)\$+\{|(?<!%)%+\{/gs;

/** Nobody goes further into a value. */
const MAX_STEPS = 50;

/** Objects that nothing but an attribute of is a value. */
const ROOTS: ReadonlySet<string> = new Set(['var', 'local', 'module', 'data', 'each', 'count', 'path', 'terraform']);

/** Those whose definitions are not read. */
const UNREAD: ReadonlySet<string> = new Set(['self', 'ephemeral']);

/** An address as far as it is read, and where it begins. */
interface Address {
  readonly from: number;
  readonly steps: readonly string[];
}

/** What is open around a place: a text in quotes, an expression in a text, or brackets, which may choose something in an address. */
interface Open {
  readonly end: '"' | '}' | ']' | ')';
  readonly chosenIn?: Address | undefined;
  readonly from: number;
}

/**
 * Lists what a text in Terraform's JSON syntax depends on: each address as far as it is written out, `aws_sns_topic.t["a"].arn`, with `[?]`
 * where an expression chooses; it ends before `[*]`, which takes all there are. What is not understood for certain depends on `ANYTHING`.
 *
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md (lexical elements and templates; read 2026-11)
 */
export function dependenciesIn(text: string): readonly string[] {
  return text.includes('${') || text.includes('%{') ? new Dependencies(text).found() : [];
}

class Dependencies {
  private readonly addresses: { readonly from: number; readonly address: string }[] = [];
  private readonly open: Open[] = [];
  private at = 0;
  /** The address that is being read, and whether a point follows it. */
  private current: Address | undefined;
  private isAfterPoint = false;
  /** Whether a `for` names something as a root is named. */
  private readonly named = new Map<string, boolean>();

  constructor(private readonly text: string) {}

  found(): readonly string[] {
    while (this.at < this.text.length) {
      const inside = this.open.at(-1)?.end;
      if (inside === undefined || inside === '"') this.readText(inside === '"');
      else this.readToken();
    }
    if (this.open.length > 0) this.add(ANYTHING);
    const inOrder = this.addresses.toSorted((one, other) => one.from - other.from);
    return [...new Set(inOrder.map(({ address }) => address))];
  }

  /** Passes over what stands for itself, to where it ends or an expression begins. */
  private readText(isQuoted: boolean): void {
    const marks = isQuoted ? IN_QUOTES : IN_TEXT;
    marks.lastIndex = this.at;
    const [mark = ''] = marks.exec(this.text) ?? [];
    this.at = mark === '' ? this.text.length : marks.lastIndex;
    if (mark === '"') this.open.pop();
    if (!mark.endsWith('{')) return;
    // Two are an escape. Of more, readers may differ in which are the two.
    if (mark.length > 3) this.add(ANYTHING);
    if (mark.length !== 3) this.push('}');
  }

  private readToken(): void {
    IN_EXPRESSION.lastIndex = this.at;
    const token = IN_EXPRESSION.exec(this.text)?.[0];
    if (token === undefined) {
      this.add(ANYTHING);
      this.finish('');
      this.at += 1;
      return;
    }
    const from = this.at;
    this.at += token.length;
    if (token.trim() !== '') this.take(token, from);
  }

  private take(token: string, from: number): void {
    const { current, isAfterPoint } = this;
    this.isAfterPoint = token === '.';
    const isName = /^[A-Za-z_]/.test(token);
    if (isName && isAfterPoint) {
      // What has a point before it and no address is an attribute of some value.
      if (current !== undefined) this.current = this.longer(current, `.${token}`);
    } else if (isName) {
      this.finish(token);
      this.current = { from, steps: [token] };
    } else if (token === '.') {
      if (isAfterPoint) this.finish(token);
    } else if (token === '[' && !isAfterPoint) {
      this.current = undefined;
      this.push(']', current);
    } else if (token === '(' && current?.steps.length === 1) {
      if (OUTSIDE_FUNCTION.test(current.steps[0] ?? '')) this.add(OUTSIDE);
      this.current = undefined;
      this.push(')');
    } else {
      this.finish(token);
      this.takeOther(token);
    }
  }

  private takeOther(token: string): void {
    // A name with colons before it is a function of a provider, which is not known.
    if (token === ':' && this.text[this.at] === ':') this.add(ANYTHING);
    if (token === '"') this.push('"');
    if (token === '(' || token === '[' || token === '{') this.push(token === '(' ? ')' : token === '[' ? ']' : '}');
    if (token === ')' || token === ']' || token === '}') this.close(token);
  }

  private push(end: Open['end'], chosenIn?: Address): void {
    this.open.push({ end, chosenIn, from: this.at });
  }

  private close(end: ')' | ']' | '}'): void {
    const opened = this.open.pop();
    if (opened?.end !== end) this.add(ANYTHING);
    const { chosenIn, from = 0 } = opened ?? {};
    if (chosenIn === undefined) return;
    const choice = this.text.slice(from, this.at - 1).trim();
    this.current = chosenIn;
    // All that there are is more than any of them.
    if (choice === '*') this.finish('*');
    else this.current = this.longer(chosenIn, /^(?:"[^"$%\\]*"|\d+)$/.test(choice) ? `[${choice}]` : '[?]');
  }

  /** Ends an address where what follows is no step of it. */
  private finish(next: string): void {
    const { current } = this;
    this.current = undefined;
    if (current === undefined) return;
    const steps = current.steps[0] === 'resource' && current.steps.length > 1 ? unprefixed(current.steps) : current.steps;
    const [root = '', ...more] = steps;
    const isNamed =
      more.slice(0, root === 'data' ? 2 : 1).every((step) => step.startsWith('.')) && more.length >= (root === 'data' ? 2 : 1);
    if (isNamed) this.add(UNREAD.has(root) ? ANYTHING : steps.join(''), current.from);
    // Nothing else alone is a value, but what a `for` names.
    else if (ROOTS.has(root) && (more.length > 0 || !this.isKeyOrNamed(root, next))) this.add(ANYTHING, current.from);
  }

  /** A key and what a `for` names may have the name of a root. */
  private isKeyOrNamed(root: string, next: string): boolean {
    if (next === '=' || next === ':') return true;
    const there = this.named.get(root);
    if (there !== undefined) return there;
    const isNamed = new RegExp(`\\bfor\\s+(?:[\\w-]+\\s*,\\s*)?${root}\\b|\\bfor\\s+${root}\\s*,`).test(this.text);
    this.named.set(root, isNamed);
    return isNamed;
  }

  private longer(address: Address, step: string): Address {
    if (address.steps.length < MAX_STEPS) return { ...address, steps: [...address.steps, step] };
    this.add(ANYTHING, address.from);
    return address;
  }

  private add(address: string, from = this.at): void {
    this.addresses.push({ from, address });
  }
}

/** `resource.aws_sns_topic.t` is `aws_sns_topic.t`. */
function unprefixed([, type = '', ...more]: readonly string[]): readonly string[] {
  return [type.slice(1), ...more];
}
