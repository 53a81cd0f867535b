// AWS Lambda gives a function its credentials in the environment. The other ways to find some are a sixth of the bundle, and none of ours.
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
