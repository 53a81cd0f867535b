import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { type MirrorOptions, providerMirror } from './mirror';
import { runningProvider } from './running-provider';

/** What one run of Terraform left behind. */
export interface TerraformResult {
  /** Exit status; 124 if the run was ended because it took longer than allowed. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Defines what stands in a workspace and how Terraform is run there. */
export interface WorkspaceOptions extends MirrorOptions {
  /** Text of each file by its path in the workspace. */
  readonly files: { readonly [path: string]: string };
  /**
   * Variables set for every run, such as AWS_REGION, STANDIN_ACCOUNT_ID and STANDIN_PARTITION.
   *
   * @default - AWS_REGION is us-east-1, the account 111122223333, the partition aws
   */
  readonly env?: { readonly [name: string]: string };
  /**
   * After so long a run is ended.
   *
   * @default 30000
   */
  readonly timeoutMs?: number;
  /**
   * Whether Terraform starts the stand-in for each command, as it starts the real provider, instead of finding it running.
   *
   * @default false
   */
  readonly startsProvider?: boolean;
}

/** Finds the terraform program on PATH. */
export function terraformPath(): string | undefined {
  const candidates = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'terraform'));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Defines a folder of its own in which the real Terraform runs against the stand-in, without any network.
 *
 * Call `dispose` when done.
 */
export class Workspace {
  /** Absolute path of the folder. */
  public readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly timeoutMs: number;
  private readonly startsProvider: boolean;

  public constructor(options: WorkspaceOptions) {
    this.folder = mkdtempSync(join(tmpdir(), 'terraform-workspace-'));
    this.timeoutMs = options.timeoutMs ?? 30_000;
    this.startsProvider = options.startsProvider ?? false;
    this.env = {
      // Whoever runs the tests may be logged in to AWS or have settings for Terraform: neither may count.
      // The certificates are for a network that is not used, and cost every start of the stand-in 40 ms.
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:AWS_|TF_|STANDIN_|NODE_EXTRA_CA_CERTS$)/.test(name))),
      AWS_REGION: 'us-east-1',
      CHECKPOINT_DISABLE: '1',
      // Terraform lives for a second: with four times the heap before it looks for garbage it needs a quarter less time.
      GOGC: '400',
      TF_CLI_CONFIG_FILE: providerMirror(options),
      TF_DISABLE_PLUGIN_TLS: '1',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      TF_CLI_ARGS: '-no-color',
      ...options.env,
    };
    this.write(options.files);
  }

  /** Writes files over those that are there; the others stay. */
  public write(files: { readonly [path: string]: string }): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Installs the stand-in; needed once, before anything else. */
  public async init(...args: string[]): Promise<TerraformResult> {
    return await this.run('init', ...args);
  }

  /** Checks the configuration; `stdout` is Terraform's JSON with `valid` and `diagnostics`. */
  public async validate(): Promise<TerraformResult> {
    return await this.run('validate', '-json');
  }

  /** Plans and keeps the plan for `showPlan`. */
  public async plan(...args: string[]): Promise<TerraformResult> {
    return await this.run('plan', '-out=saved.tfplan', ...args);
  }

  /**
   * Reads the plan that `plan` kept, in Terraform's JSON format.
   *
   * @throws Error if there is no such plan
   */
  public async showPlan(): Promise<unknown> {
    const { code, stdout, stderr } = await this.run('show', '-json', 'saved.tfplan');
    if (code !== 0) {
      throw new Error(`terraform show must succeed, got exit status ${String(code)}: ${stderr}`);
    }
    return JSON.parse(stdout) as unknown;
  }

  /** Plans anew and carries it out. */
  public async apply(...args: string[]): Promise<TerraformResult> {
    return await this.run('apply', '-auto-approve', ...args);
  }

  /** Destroys what was applied. */
  public async destroy(...args: string[]): Promise<TerraformResult> {
    return await this.run('destroy', '-auto-approve', ...args);
  }

  /** Runs the `*.tftest.hcl` files. */
  public async test(...args: string[]): Promise<TerraformResult> {
    return await this.run('test', ...args);
  }

  /**
   * Runs any other command of Terraform's.
   *
   * @throws Error if Terraform is not installed
   */
  public async run(...args: string[]): Promise<TerraformResult> {
    const program = terraformPath();
    if (program === undefined) {
      throw new Error('terraform must be installed, got none on PATH; wrap the tests in describeWithTerraform');
    }
    // What init chooses by its version must be the program itself.
    const env = this.startsProvider || args[0] === 'init' ? this.env : { ...this.env, ...(await runningProvider(this.env)) };
    return await finished(spawn(program, args, { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] }), this.timeoutMs);
  }

  /** Removes the folder. */
  public dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function finished(child: ReturnType<typeof spawn>, timeoutMs: number): Promise<TerraformResult> {
  return await new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), ...output });
    });
  });
}
