'use strict';
/**
 * The stand-in for the Terraform AWS provider: a gRPC server that Terraform starts as it starts the real one.
 *
 * Usage: node provider.cjs SCHEMA.json, with the environment variables STANDIN_ACCOUNT_ID and STANDIN_PARTITION.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Server, ServerCredentials, loadPackageDefinition } = require('@grpc/grpc-js');
const { loadSync } = require('@grpc/proto-loader');
const { DATA_SOURCES } = require('./provider-data-sources.cjs');
const { DEFAULTS } = require('./provider-facts.cjs');
const { applyChange, importedState, planChange } = require('./provider-resources.cjs');
const { conform, emptyOf, fromWire, isUnknown, mapComputed, readOnlySet, toWire } = require('./provider-values.cjs');

/** After so long without a call, whoever started us is gone. */
const IDLE_MS = 120_000;
const DNS_SUFFIX = { 'aws-cn': 'amazonaws.com.cn' };

const schema = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const partition = process.env.STANDIN_PARTITION || 'aws';
const SETTINGS = {
  account: process.env.STANDIN_ACCOUNT_ID || '111122223333',
  partition,
  dnsSuffix: DNS_SUFFIX[partition] ?? 'amazonaws.com',
  region: process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || '',
  defaultTags: {},
};
/** How each connection configured the provider: several runs of Terraform may be served at once. */
const configured = new Map();

const METHODS = {
  GetSchema: () => ({
    provider: wireSchema(schema.provider),
    resource_schemas: wireSchemas(schema.resources),
    data_source_schemas: wireSchemas(schema.dataSources),
    server_capabilities: { get_provider_schema_optional: true },
  }),
  PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
  ValidateResourceTypeConfig: ({ type_name, config }) => ({
    // Terraform leaves this to the provider, and the real one refuses it in these words.
    diagnostics: readOnlySet(schema.resources[type_name], fromWire(config)).map((name) =>
      failure('Value for unconfigurable attribute', `Can't configure a value for "${name}": AWS decides it`),
    ),
  }),
  ValidateDataSourceConfig: () => ({}),
  Configure: configure,
  UpgradeResourceState: ({ type_name, raw_state }) => ({
    upgraded_state: toWire(conform(schema.resources[type_name], JSON.parse(raw_state.json.toString()))),
  }),
  // Nobody else changes what exists only in the state file.
  ReadResource: ({ current_state }) => ({ new_state: current_state }),
  PlanResourceChange: (request, settings) => {
    const { planned, replacedBy } = planChange({ ...resource(request), ...values(request) }, settings);
    return {
      planned_state: toWire(planned),
      requires_replace: replacedBy.map((attribute_name) => ({ steps: [{ attribute_name }] })),
      // Only providers of the old kind may fill in an argument that was left out, and the real one is of that kind.
      legacy_type_system: request.type_name in DEFAULTS,
    };
  },
  ApplyResourceChange: (request, settings) => ({
    new_state: toWire(applyChange({ ...resource(request), planned: fromWire(request.planned_state) }, settings)),
    legacy_type_system: request.type_name in DEFAULTS,
  }),
  ImportResourceState: ({ type_name, id }, settings) => {
    const block = schema.resources[type_name];
    const state = conform(block, importedState(type_name, block, id, settings));
    return { imported_resources: [{ type_name, state: toWire(state) }] };
  },
  ReadDataSource: ({ type_name, config: wired }, settings) => {
    const config = fromWire(wired);
    const answer = DATA_SOURCES[type_name]?.(config, settings) ?? { id: 'standin' };
    const region = 'region' in config ? { region: config.region ?? settings.region } : {};
    const merged = { ...config, ...region, ...answer };
    const block = schema.dataSources[type_name];
    return { state: toWire(mapComputed(block, merged, (attribute, current) => current ?? emptyOf(attribute.type))) };
  },
  Stop: () => ({}),
};

function resource({ type_name: type }) {
  return { type, block: schema.resources[type] };
}

function values({ config, prior_state, proposed_new_state }) {
  return { config: fromWire(config), prior: fromWire(prior_state), proposed: fromWire(proposed_new_state) };
}

function configure({ config: wired }, _settings, peer) {
  const config = fromWire(wired);
  const region = typeof config.region === 'string' ? config.region : SETTINGS.region;
  const tags = config.default_tags[0]?.tags;
  configured.set(peer, { ...SETTINGS, region, defaultTags: tags && !isUnknown(tags) ? tags : {} });
  return region === '' ? { diagnostics: [failure('Missing region', 'provider "aws" needs a region')] } : {};
}

function failure(summary, detail) {
  return { severity: 'ERROR', summary, detail };
}

function wireSchemas(blocks) {
  return Object.fromEntries(Object.entries(blocks).map(([type, block]) => [type, wireSchema(block)]));
}

function wireSchema(block) {
  return { version: 0, block: wireBlock(block) };
}

function wireBlock(block) {
  return {
    attributes: Object.entries(block.attributes).map(([name, attribute]) => ({
      ...attribute,
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
    })),
    block_types: Object.entries(block.blocks).map(([type_name, nested]) => ({
      type_name,
      nesting: nested.nesting,
      min_items: nested.minItems,
      max_items: nested.maxItems,
      block: wireBlock(nested.block),
    })),
  };
}

let idle = setTimeout(() => process.exit(0), IDLE_MS);

function answer(method) {
  return (call, respond) => {
    idle.refresh();
    try {
      const peer = call.getPeer();
      respond(null, method(call.request, configured.get(peer) ?? SETTINGS, peer));
    } catch (error) {
      respond(null, { diagnostics: [failure('The stand-in provider failed', error.stack)] });
    }
  };
}

function serve() {
  const options = { keepCase: true, enums: String, longs: Number, defaults: true, oneofs: true };
  const load = (file) => loadPackageDefinition(loadSync(join(__dirname, file), options));
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  const methods = Object.entries(METHODS).map(([name, method]) => [name, answer(method)]);
  server.addService(load('tfplugin5.proto').tfplugin5.Provider.service, Object.fromEntries(methods));
  server.addService(load('go-plugin.proto').plugin.GRPCController.service, {
    Shutdown: (_, respond) => {
      respond(null, {});
      // The answer must leave before the process does.
      setTimeout(() => process.exit(0), 5);
    },
  });
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      throw error;
    }
    // go-plugin's handshake: its own version, the protocol's, and where to call.
    process.stdout.write(`1|5|tcp|127.0.0.1:${port}|grpc\n`);
  });
}

const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(0), 1000).unref();
serve();
