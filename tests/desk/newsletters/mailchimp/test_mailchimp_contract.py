"""The fake itself is held against Mailchimp's OpenAPI description, which is fetched and not committed."""

import os

import pytest
from fakes.mailchimp.contract import Contract, ContractBroken, contract

MEMBER = "/lists/a1b2c3/members/0123"


@pytest.fixture
def held() -> Contract:
    there = contract()
    if there is None and os.environ.get("COMMUNIQUE_CI"):
        pytest.fail("the description of Mailchimp's API is not there: scripts/fetch-mailchimp-spec gets it")
    if there is None:
        pytest.skip(
            "the fake is not held against Mailchimp's description: run scripts/fetch-mailchimp-spec (needs npm)"
        )
    return there


def test_the_version_is_the_one_we_read(held: Contract) -> None:
    assert held.told["info"]["version"] == "3.0.55"


def test_what_is_right_passes(held: Contract) -> None:
    held.check_request("PUT", MEMBER, {}, {"email_address": "a@b.example", "status_if_new": "pending"})
    held.check_response("PUT", MEMBER, 200, {"id": "0123", "status": "subscribed"})


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"email_address": "a@b.example"}, "status_if_new"),
        ({"email_address": "a@b.example", "status_if_new": "perhaps"}, "perhaps"),
        ({"email_address": "a@b.example", "status_if_new": "pending", "interest": {}}, "interest"),
        ({"email_address": "a@b.example", "status_if_new": "pending", "interests": {"i": "yes"}}, "interests"),
    ],
)
def test_a_wrong_request_is_named(held: Contract, body: dict[str, object], named: str) -> None:
    with pytest.raises(ContractBroken, match=named):
        held.check_request("PUT", MEMBER, {}, body)


def test_a_condition_is_read_as_its_type_says(held: Contract) -> None:
    condition = {"condition_type": "Interests", "field": "interests-1", "op": "interestcontains", "value": ["i1"]}
    body = {
        "type": "regular",
        "recipients": {"list_id": "a", "segment_opts": {"match": "any", "conditions": [condition]}},
    }
    held.check_request("POST", "/campaigns", {}, body)
    condition["op"] = "contains"
    with pytest.raises(ContractBroken, match="contains"):
        held.check_request("POST", "/campaigns", {}, body)


def test_a_wrong_answer_an_unknown_address_and_an_unknown_parameter_are_named(held: Contract) -> None:
    with pytest.raises(ContractBroken, match="status"):
        held.check_response("PUT", MEMBER, 200, {"status": "gone"})
    with pytest.raises(ContractBroken, match="only 200"):
        held.check_response("PUT", MEMBER, 201, {})
    with pytest.raises(ContractBroken, match="no such operation"):
        held.check_request("GET", "/made-up", {}, None)
    with pytest.raises(ContractBroken, match="made_up"):
        held.check_request("GET", "/lists", {"made_up": "1"}, None)
    with pytest.raises(ContractBroken, match="1000"):
        held.check_request("GET", "/lists", {"count": "1001"}, None)


def test_a_body_where_none_is_taken_is_refused(held: Contract) -> None:
    held.check_request("POST", "/campaigns/c1/actions/send", {}, None)
    with pytest.raises(ContractBroken, match="no body"):
        held.check_request("POST", "/campaigns/c1/actions/send", {}, {})
