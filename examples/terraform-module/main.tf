terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.25, < 7.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "unused_credentials" {
  source = "./unused-credentials"

  regions                       = ["eu-west-1", "us-east-1"]
  max_credential_usage_age_days = 30
  emails                        = ["security@example.com"]
  tags                          = { team = "security" }
}

output "rule_arns" {
  value = module.unused_credentials.rule_arns
}

output "waiting_for_a_click" {
  value = module.unused_credentials.pending_confirmations
}
