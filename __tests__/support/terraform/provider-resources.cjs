'use strict';
const { createHash, randomUUID } = require('node:crypto');
const { ANSWERED, DEFAULTS, NAMES, REPLACED_BY } = require('./provider-facts.cjs');
const { UNKNOWN, emptyOf, isUnknown, mapComputed, sameValue } = require('./provider-values.cjs');

/**
 * Decides what a change will do, as the AWS provider does: what is computed stays unknown until applied.
 *
 * @param {{ type: string, block: object, config: object, prior: object | null, proposed: object | null }} change
 * @param {{ region: string, defaultTags: object }} settings - of the configured provider
 * @returns {{ planned: object | null, replacedBy: string[] }}
 */
function planChange({ type, block, config, prior, proposed }, settings) {
  if (proposed === null) {
    return { planned: null, replacedBy: [] };
  }
  const creating = prior === null;
  const planned = mapComputed(block, proposed, (_, current) => (creating ? (current ?? UNKNOWN) : current));
  for (const [name, value] of Object.entries(DEFAULTS[type] ?? {})) {
    if (name in block.attributes && config[name] === null && !block.attributes[name].computed) {
      planned[name] = value;
    }
  }
  if ('region' in block.attributes && config.region === null) {
    planned.region = settings.region;
  }
  if ('tags_all' in block.attributes && config.tags_all === null) {
    planned.tags_all = isUnknown(planned.tags) ? UNKNOWN : { ...settings.defaultTags, ...planned.tags };
  }
  if ('source_code_hash' in block.attributes && config.source_code_hash === null) {
    planned.source_code_hash = prior?.source_code_hash ?? UNKNOWN;
  }
  const identity = ['region', ...(REPLACED_BY[type] ?? [])].filter((name) => name in block.attributes);
  return { planned, replacedBy: creating ? [] : identity.filter((name) => !sameValue(planned[name], prior[name])) };
}

/**
 * Fills in what was unknown in a plan, as AWS would answer it.
 *
 * @param {{ type: string, block: object, planned: object | null }} change
 * @param {{ region: string, account: string, partition: string, dnsSuffix: string }} settings
 */
function applyChange({ type, block, planned }, settings) {
  if (planned === null) {
    return null;
  }
  const uuid = randomUUID();
  const hex = createHash('sha256').update(uuid).digest('hex').slice(0, 16).toUpperCase();
  const known = { ...planned };
  const extra = { account: settings.account, partition: settings.partition, dns_suffix: settings.dnsSuffix, uuid, hex };
  const fill = (template) =>
    template.replace(/\{(\w+)\}/g, (_, name) => (isUnknown(known[name]) ? '' : (known[name] ?? extra[name] ?? settings[name] ?? '')));
  for (const name of NAMES.filter((key) => isUnknown(known[key]) || known[key] === null)) {
    if (block.attributes[name]?.computed && ANSWERED[type]?.[name] === undefined) {
      known[name] = `${planned[`${name}_prefix`] ?? 'terraform-'}${hex}`;
    }
  }
  for (const [name, template] of Object.entries(ANSWERED[type] ?? {})) {
    if (isUnknown(known[name])) {
      known[name] = fill(template);
    }
  }
  if (isUnknown(known.id)) {
    known.id = NAMES.map((name) => known[name]).find((name) => typeof name === 'string') ?? uuid;
  }
  if (type === 'aws_sns_topic_subscription' && isUnknown(known.pending_confirmation)) {
    // The provider waits for a confirmation itself, unless a person or a silent web server must give it.
    known.pending_confirmation = /^email/.test(planned.protocol) || (/^http/.test(planned.protocol) && !planned.endpoint_auto_confirms);
    known.confirmation_was_authenticated = !known.pending_confirmation;
  }
  return mapComputed(block, known, (attribute, current) => (isUnknown(current) ? emptyOf(attribute.type) : current));
}

/** Builds the little that an import id says: `ID` or, since version 6, `ID@REGION`. */
function importedState(type, block, id, settings) {
  const [, name = id, region = settings.region] = /^(.*)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(id) ?? [];
  const identity = (REPLACED_BY[type] ?? []).find((key) => block.attributes[key]?.type === 'string');
  return { id: name, ...(identity === undefined ? {} : { [identity]: name }), ...('region' in block.attributes ? { region } : {}) };
}

module.exports = { applyChange, importedState, planChange };
