// Runs the handler of an unpacked function once, as AWS Lambda does, and writes to a file what came of it:
// node function-host.cjs <folder> <module.export> <seconds allowed> <event as JSON> <file>
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

const [folder, handler, seconds, event, outcomeFile] = process.argv.slice(2);
const [file, name] = handler.split('.');

// The monotonic clock, because the other one may be moved.
const endsAt = performance.now() + Number(seconds) * 1000;
const context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:${process.env.ACCOUNT_ID}:function:${process.env.AWS_LAMBDA_FUNCTION_NAME}`,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  logGroupName: `/aws/lambda/${process.env.AWS_LAMBDA_FUNCTION_NAME}`,
  logStreamName: 'test',
  getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
};

async function outcome() {
  try {
    const value = await require(join(folder, file))[name](JSON.parse(event), context);
    return { kind: 'returned', value };
  } catch (error) {
    return { kind: 'failed', error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

outcome().then((result) => {
  writeFileSync(outcomeFile, JSON.stringify(result));
  // Open connections do not keep a function running.
  process.exit(0);
});
