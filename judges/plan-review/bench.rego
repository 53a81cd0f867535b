# Eight rules as people write them by hand today, for `npm run bench` only; it judges nothing.
package main

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_config_config_rule"
	change.change.before.source[0].source_identifier == "IAM_USER_UNUSED_CREDENTIALS_CHECK"
	change.change.actions == ["delete"]
	msg := sprintf("%s: the Config rule on unused credentials must not be deleted", [change.address])
}

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_config_config_rule"
	change.change.after.source[0].source_identifier == "IAM_USER_UNUSED_CREDENTIALS_CHECK"
	to_number(json.unmarshal(change.change.after.input_parameters).maxCredentialUsageAge) > 45
	msg := sprintf("%s: maxCredentialUsageAge must be 45 or less", [change.address])
}

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_config_configuration_recorder"
	"delete" in change.change.actions
	msg := sprintf("%s: the recorder must not be deleted", [change.address])
}

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_config_configuration_recorder_status"
	change.change.after.is_enabled == false
	msg := sprintf("%s: the recorder must not be stopped", [change.address])
}

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_cloudwatch_metric_alarm"
	change.change.actions == ["delete"]
	msg := sprintf("%s: an alarm must not be deleted", [change.address])
}

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_sns_topic"
	change.change.before.kms_master_key_id != null
	change.change.after.kms_master_key_id == null
	msg := sprintf("%s: a topic must stay encrypted", [change.address])
}

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_lambda_function"
	json.unmarshal(change.change.after.environment[0].variables.POLICY).action == "delete"
	msg := sprintf("%s: access keys must not be deleted", [change.address])
}

deny contains msg if {
	some change in input.resource_changes
	change.type == "aws_iam_access_key"
	change.change.before.status == "Inactive"
	change.change.after.status == "Active"
	msg := sprintf("%s: an access key must not be activated again", [change.address])
}
