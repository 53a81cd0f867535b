import { App } from './constructs/terraform';
import { PolicyStack } from './constructs/policy-stack';
import { settingsInContext } from './domain/context';
import { UnusedCredentialsError } from './domain/errors';
import { explain } from './domain/explain';
import { literalSource, readPolicy } from './domain/read-policy';
import { report } from './domain/report';
import type { UnusedCredentialsSettings } from './domain/policy';

const STACK = 'unused-credentials';

try {
  // Before the app, which makes its output folder at once.
  const settings = settingsInContext(process.env['CDKTF_CONTEXT_JSON']);
  const { policy } = readPolicy(settings, literalSource('context.unusedCredentials in cdktf.json'));
  const app = new App({ stackTraces: false });
  const stack = new PolicyStack(app, STACK, settings as UnusedCredentialsSettings);
  app.synth();
  const folder = `${app.outdir}/stacks/${STACK}`;
  const next = `terraform -chdir=${folder} init && terraform -chdir=${folder} plan`;
  for (const warning of stack.declared.warnings) console.error(`Warning: ${warning}`);
  console.log(
    report({ files: [`${folder}/cdk.tf.json`], resources: stack.resources, regions: policy.regions, sentences: explain(policy), next }),
  );
} catch (error) {
  if (!(error instanceof UnusedCredentialsError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
