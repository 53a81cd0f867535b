"""Reads an account through boto3, with its own paginators and retries, and prints what it found as JSON.

boto3-reads-all.py ENDPOINT THREADS: users with keys, last uses and tags; the lines of the credential report; who asks; and how often
boto3 tried a request again. Keys and tags are asked one at a time, so that their lists have pages too.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

ENDPOINT, THREADS = sys.argv[1], int(sys.argv[2])
MAX_POLLS = 20

session = boto3.session.Session("AKIATESTTESTTESTTEST", "test", region_name="us-east-1")
options = Config(retries={"mode": "standard", "total_max_attempts": 15}, max_pool_connections=THREADS)
iam = session.client("iam", endpoint_url=ENDPOINT, config=options)
sts = session.client("sts", endpoint_url=ENDPOINT, config=options)
retries = []


def all_of(action, member, page_size, **asked):
    """Everything that a paginator gives, and how many pages it had."""
    pages = list(iam.get_paginator(action).paginate(PaginationConfig={"PageSize": page_size}, **asked))
    retries.extend(page["ResponseMetadata"]["RetryAttempts"] for page in pages)
    return [item for page in pages for item in page[member]], len(pages)


def told(answer):
    retries.append(answer["ResponseMetadata"]["RetryAttempts"])
    return answer


def instant(at):
    return None if at is None else at.isoformat()


def last_use_of(key):
    answer = told(iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"]))
    use = answer["AccessKeyLastUsed"]
    return {
        "user": answer["UserName"],
        "at": instant(use.get("LastUsedDate")),
        "service": use["ServiceName"],
        "region": use["Region"],
    }


def read(user):
    name = user["UserName"]
    tags, tag_pages = all_of("list_user_tags", "Tags", 1, UserName=name)
    keys, key_pages = all_of("list_access_keys", "AccessKeyMetadata", 1, UserName=name)
    whole = told(iam.get_user(UserName=name))["User"]
    found = {
        "name": name,
        "path": user["Path"],
        "arn": user["Arn"],
        "created": instant(user["CreateDate"]),
        "tags": {tag["Key"]: tag["Value"] for tag in tags},
        "keys": {
            key["AccessKeyId"]: {
                "status": key["Status"],
                "created": instant(key["CreateDate"]),
                "lastUse": last_use_of(key),
            }
            for key in keys
        },
        "sameInFull": {**user, "Tags": tags} == {"Tags": [], **whole, "Tags": sorted(whole.get("Tags", []), key=lambda tag: tag["Key"])},
    }
    return found, tag_pages, key_pages


def report():
    """The states that were told, and the lines."""
    states = []
    for _ in range(MAX_POLLS):
        states.append(told(iam.generate_credential_report())["State"])
        if states[-1] == "COMPLETE":
            return states, told(iam.get_credential_report())["Content"].decode().split("\n")
        time.sleep(0.1)
    raise TimeoutError("the report must come, got " + ", ".join(states))


users, user_pages = all_of("list_users", "Users", None)
with ThreadPoolExecutor(THREADS) as pool:
    read_users = list(pool.map(read, users))
states, lines = report()
identity = sts.get_caller_identity()
print(
    json.dumps(
        {
            "users": [found for found, _, _ in read_users],
            "pages": {
                "users": user_pages,
                "tags": sum(tag_pages for _, tag_pages, _ in read_users),
                "keys": sum(key_pages for _, _, key_pages in read_users),
            },
            "states": states,
            "report": lines,
            "account": identity["Account"],
            "retries": sum(retries),
        }
    )
)
