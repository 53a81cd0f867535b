# What a plan does to a policy, by the definitions of the findings alone. It knows nothing of how `review` reads a plan, and stays
# silent wherever a definition leaves room: a part belongs to a policy only when it stands in the module of a Config rule.
# Made for conftest (`conftest test --policy policy.rego PLAN`), and read by any other engine of rego, version 1.
package main

changes contains change if {
	some change in input.resource_changes
	change.mode == "managed"
	not change.deposed
	change.type in wanted
}

wanted := {
	"aws_cloudwatch_event_rule",
	"aws_cloudwatch_metric_alarm",
	"aws_config_config_rule",
	"aws_config_configuration_recorder",
	"aws_config_configuration_recorder_status",
	"aws_config_remediation_configuration",
	"aws_dynamodb_table",
	"aws_iam_access_key",
	"aws_lambda_function",
	"aws_sns_topic",
}

# What becomes of a resource.
stays(change) if {
	is_object(change.change.before)
	is_object(change.change.after)
	not "forget" in change.change.actions
}

goes(change) if change.change.actions == ["delete"]

made(change) if change.change.actions == ["create"]

# Empty for the root module, and for a region that the values do not tell.
module_of(change) := text_in(change, "module_address")

region_of(values) := text_in(values, "region")

text_in(values, name) := concat("", {text | text := values[name]; is_string(text)})

# Engines differ in what they make of text that is not JSON, so that it is asked first.
parsed(text) := json.unmarshal(text) if {
	is_string(text)
	json.is_valid(text)
}

less(one, other) if {
	is_number(one)
	is_number(other)
	one < other
}

unknown(change, name) if change.change.after_unknown == true

unknown(change, name) if change.change.after_unknown[name] == true

# An attribute that is not set is null, an empty text or an empty list.
is_set(values, name) if {
	value := values[name]
	not value in {null, "", []}
}

# The Config rule.
is_rule(values) if {
	some source in values.source
	source.source_identifier == "IAM_USER_UNUSED_CREDENTIALS_CHECK"
}

rules contains change if {
	some change in changes
	change.type == "aws_config_config_rule"
	some side in ["before", "after"]
	is_rule(change.change[side])
}

rule_before contains change if {
	some change in rules
	is_rule(change.change.before)
}

rule_stays contains change if {
	some change in rule_before
	stays(change)
	is_rule(change.change.after)
}

rule_made contains change if {
	some change in rules
	is_rule(change.change.after)
	not change in rule_before
}

rule_goes contains change if {
	some change in rule_before
	goes(change)
	not came_back(change)
}

rule_goes contains change if {
	some change in rule_before
	change.change.actions == ["update"]
	some source in change.change.after.source
	is_string(source.source_identifier)
	not is_rule(change.change.after)
	not came_back(change)
}

came_back(change) if {
	some other in successors(change)
	region_of(other.change.after) == region_of(change.change.before)
}

# Rules that may be the same one under another address.
successors(change) := {other |
	some other in rule_made
	is_akin(other, change)
}

is_akin(one, other) if module_of(one) == module_of(other)

is_akin(one, other) if one.change.after.name == other.change.before.name

# Modules whose policy is there before and after.
kept contains module_of(change) if some change in rule_stays

# Regions of a module in which every rule stays.
kept_regions contains [module_of(change), region] if {
	some change in rule_stays
	region := region_of(change.change.before)
	region != ""
	region == region_of(change.change.after)
	not left_by_a_rule(module_of(change), region)
}

left_by_a_rule(module, region) if {
	some change in rules
	module_of(change) == module
	not change in rule_stays
	some side in ["before", "after"]
	region_of(change.change[side]) == region
}

# The parameters of the rule; without the parameter AWS takes 90 days.
parameters(values) := {} if not is_set(values, "input_parameters")

parameters(values) := parsed(values.input_parameters) if is_set(values, "input_parameters")

limit(values) := to_number(days) if {
	given := parameters(values)
	is_object(given)
	days := object.get(given, "maxCredentialUsageAge", 90)
	regex.match(`^[0-9]{1,4}$`, sprintf("%v", [days]))
}

deny contains finding("limit-raised", change) if {
	some change in rule_stays
	not unknown(change, "input_parameters")
	less(limit(change.change.before), limit(change.change.after))
}

deny contains finding("unknown-until-apply", change) if {
	some change in rule_stays
	change.change.actions == ["update"]
	unknown(change, "input_parameters")
}

deny contains finding("rule-removed", change) if some change in rule_goes

deny contains finding("region-removed", change) if {
	some change in rule_goes
	goes(change)
	module_of(change) in kept
	count(successors(change)) == 0
	every other in rule_stays {
		region_of(other.change.before) != region_of(change.change.before)
		region_of(other.change.after) != region_of(change.change.before)
	}
}

deny contains finding("region-moved", change) if {
	some change in rule_stays
	not unknown(change, "region")
	moves(change)
}

moves(change) if {
	region_of(change.change.before) != ""
	region_of(change.change.after) != ""
	region_of(change.change.before) != region_of(change.change.after)
}

deny contains finding("rule-missing", change) if {
	some change in (functions | event_rules)
	stays(change)
	some rule in rule_goes
	module_of(rule) == module_of(change)
	count(successors(rule)) == 0
	not module_of(rule) in kept
}

# A policy whose event rule goes or comes with it, and everything else in the module.
deny contains finding("policy-removed", change) if {
	some change in rule_goes
	goes(change)
	count(successors(change)) == 0
	some event_rule in event_rules
	module_of(event_rule) == module_of(change)
	every other in module[module_of(change)] {
		goes(other)
	}
}

deny contains finding("policy-introduced", change) if {
	some change in rule_made
	made(change)
	every other in rule_before {
		not is_akin(change, other)
	}
	some event_rule in changes
	event_rule.type == "aws_cloudwatch_event_rule"
	module_of(event_rule) == module_of(change)
	change.change.after.name in parsed(event_rule.change.after.event_pattern).detail.configRuleName
	every other in module[module_of(change)] {
		made(other)
	}
}

module[path] contains change if {
	some change in input.resource_changes
	change.mode == "managed"
	path := module_of(change)
}

# Recorders, in a region in which the rule stays.
recorders contains change if {
	some change in changes
	change.type == "aws_config_configuration_recorder"
}

recorder_after_in(region) if {
	some other in recorders
	region_of(other.change.after) == region
}

deny contains finding("recorder-removed", change) if {
	some change in recorders
	goes(change)
	[module_of(change), region_of(change.change.before)] in kept_regions
	not recorder_after_in(region_of(change.change.before))
}

# Several providers may be several accounts, where the same region is another place.
deny contains finding("second-recorder", change) if {
	count([provider | some provider in input.configuration.provider_config; provider.name == "aws"]) == 1
	some change in recorders
	made(change)
	[module_of(change), region_of(change.change.after)] in kept_regions
	count(recorders_before(region_of(change.change.after))) == 1
	some other in recorders_before(region_of(change.change.after))
	stays(other)
	region_of(other.change.after) == region_of(change.change.after)
}

# Where there were two already, the plan says nothing of one account.
recorders_before(region) := {other |
	some other in recorders
	is_object(other.change.before)
	region_of(other.change.before) == region
}

statuses contains change if {
	some change in changes
	change.type == "aws_config_configuration_recorder_status"
	[module_of(change), region_of(change.change.before)] in kept_regions
}

deny contains finding("recorder-stopped", change) if {
	some change in statuses
	stays(change)
	not unknown(change, "is_enabled")
	change.change.before.is_enabled == true
	change.change.after.is_enabled == false
}

# The event rule on the findings of the Config rule.
is_event_rule(values) if {
	pattern := parsed(values.event_pattern)
	"aws.config" in pattern.source
	some rule in rule_before
	is_string(rule.change.before.name)
	rule.change.before.name in pattern.detail.configRuleName
}

event_rules contains change if {
	some change in changes
	change.type == "aws_cloudwatch_event_rule"
	is_event_rule(change.change.before)
}

deny contains finding("home-moved", change) if {
	some change in (functions | event_rules)
	module_of(change) in kept
	stays(change)
	not unknown(change, "region")
	moves(change)
}

deny contains finding("alerts-removed", change) if {
	some change in event_rules
	goes(change)
	module_of(change) in kept
	every other in changes {
		not tells(other, module_of(change))
	}
}

# Something in a module still tells somebody after the change, or might.
tells(change, module) if {
	module_of(change) == module
	change.type in {"aws_cloudwatch_event_rule", "aws_cloudwatch_metric_alarm", "aws_sns_topic"}
	not goes(change)
}

# The function, by its policy.
policy_in(values) := parsed(values.environment[0].variables.POLICY)

is_function(values) if is_number(policy_in(values).maxCredentialUsageAgeDays)

functions contains change if {
	some change in changes
	change.type == "aws_lambda_function"
	is_function(change.change.before)
}

# A function that acts before and after, with both policies.
acting contains [change, before, after] if {
	some change in functions
	stays(change)
	module_of(change) in kept
	before := policy_in(change.change.before)
	after := policy_in(change.change.after)
}

strength := {"notify": 1, "deactivate": 2, "delete": 3}

deny contains finding("remediation-armed", change) if {
	some [change, before, after] in acting
	less(strength[before.action], strength[after.action])
}

deny contains finding("remediation-armed", change) if {
	some change in changes
	change.type == "aws_lambda_function"
	made(change)
	is_function(change.change.after)
	module_of(change) in kept
	every other in functions {
		module_of(other) != module_of(change)
	}
}

deny contains finding("grace-shortened", change) if {
	some [change, before, after] in acting
	before.action == "delete"
	after.action == "delete"
	less(after.graceDays, before.graceDays)
}

deny contains finding("notice-shortened", change) if {
	some [change, before, after] in acting
	before.action == after.action
	after.action in {"deactivate", "delete"}
	less(after.warnDays, before.warnDays)
}

deny contains finding("cap-raised", change) if {
	some [change, before, after] in acting
	before.action == after.action
	after.action in {"deactivate", "delete"}
	less(before.maxKeysPerDay, after.maxKeysPerDay)
}

# Whoever is added may have been exempt already, where a pattern or a path was.
deny contains finding("exemption-widened", change) if {
	some [change, before, after] in acting
	before.exempt.paths == []
	every name in before.exempt.userNames {
		is_string(name)
		not contains(name, "*")
	}
	some kind in ["userNames", "paths"]
	every one in before.exempt[kind] {
		one in after.exempt[kind]
	}
	some one in after.exempt[kind]
	not one in before.exempt[kind]
}

deny contains finding("memory-removed", change) if {
	some change in changes
	change.type == "aws_dynamodb_table"
	goes(change)
	change.change.before.hash_key == "accountId"
	change.change.before.range_key == "accessKeyId"
	module_of(change) in kept
	some function in functions
	module_of(function) == module_of(change)
	function.change.before.environment[0].variables.TABLE_NAME == change.change.before.name
	not another_made(change)
}

# A resource of the same type comes in its place, under another address.
another_made(change) if {
	some other in changes
	made(other)
	other.type == change.type
	module_of(other) == module_of(change)
}

# Alarms on what the function counts, on the function and on the event rule, while what they watch stays.
alarms contains change if {
	some change in changes
	change.type == "aws_cloudwatch_metric_alarm"
	module_of(change) in kept
	watched_stays(change.change.before, module_of(change))
}

watched_stays(values, module) if {
	namespace_of(values) == "UnusedCredentials"
	some function in functions
	stays(function)
	module_of(function) == module
}

watched_stays(values, module) if {
	values.namespace == "AWS/Lambda"
	some function in functions
	stays(function)
	module_of(function) == module
	values.dimensions.FunctionName == function.change.before.function_name
}

watched_stays(values, module) if {
	values.namespace == "AWS/Events"
	values.metric_name == "TriggeredRules"
	some rule in event_rules
	stays(rule)
	module_of(rule) == module
	values.dimensions.RuleName == rule.change.before.name
}

namespace_of(values) := values.namespace if is_string(values.namespace)

namespace_of(values) := "UnusedCredentials" if {
	some query in values.metric_query
	some metric in query.metric
	metric.namespace == "UnusedCredentials"
}

deny contains finding("alarm-weakened", change) if {
	some change in alarms
	goes(change)
	not another_made(change)
}

deny contains finding("alarm-weakened", change) if {
	some change in alarms
	stays(change)
	weakened(change, change.change.before, change.change.after)
}

weakened(change, before, after) if {
	not unknown(change, "actions_enabled")
	before.actions_enabled == true
	after.actions_enabled == false
	is_set(before, "alarm_actions")
}

weakened(change, before, after) if {
	not unknown(change, "alarm_actions")
	is_set(before, "alarm_actions")
	not is_set(after, "alarm_actions")
}

weakened(change, before, after) if {
	before.treat_missing_data == "breaching"
	after.treat_missing_data in {"notBreaching", "ignore", "missing"}
}

weakened(change, before, after) if {
	before.comparison_operator == after.comparison_operator
	before.comparison_operator in {"GreaterThanThreshold", "GreaterThanOrEqualToThreshold"}
	less(before.threshold, after.threshold)
}

weakened(change, before, after) if {
	before.comparison_operator == after.comparison_operator
	before.comparison_operator in {"LessThanThreshold", "LessThanOrEqualToThreshold"}
	less(after.threshold, before.threshold)
}

# Topics that an alarm of ours acts on.
deny contains finding("topic-unencrypted", change) if {
	some change in changes
	change.type == "aws_sns_topic"
	stays(change)
	not unknown(change, "kms_master_key_id")
	is_set(change.change.before, "kms_master_key_id")
	not is_set(change.change.after, "kms_master_key_id")
	some alarm in alarms
	module_of(alarm) == module_of(change)
	change.change.before.arn in alarm.change.before.alarm_actions
}

deny contains finding("foreign-remediation", change) if {
	some change in changes
	change.type == "aws_config_remediation_configuration"
	made(change)
	[module_of(change), region_of(change.change.after)] in kept_regions
	some rule in rule_stays
	module_of(rule) == module_of(change)
	rule.change.after.name == change.change.after.config_rule_name
}

# Whoever disabled the access key, and whether a policy is in the plan or not.
deny contains finding("key-reactivated", change) if {
	some change in changes
	change.type == "aws_iam_access_key"
	change.change.actions == ["update"]
	change.change.before.status == "Inactive"
	change.change.after.status == "Active"
}

# conftest wants to be told in `msg`.
finding(check, change) := {
	"msg": sprintf("%s: %s", [check, change.address]),
	"check": check,
	"address": change.address,
}
