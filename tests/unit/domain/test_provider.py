from __future__ import annotations

from desktop.domain.provider import Company, Provider, with_companies

DEEP = Company("deepinfra", "DeepInfra", headquarters="US")
VERTEX = Company("google-vertex", "Google")
STUDIO = Company("google-ai-studio", "Google")
NAMELESS = Company()


def companies(*providers):
    return [provider.company for provider in with_companies(providers, [DEEP, VERTEX, STUDIO, NAMELESS])]


def test_the_slug_of_a_provider_is_its_tag_up_to_the_slash():
    tags = ("deepinfra/fp8", "deepinfra", "google-vertex/us-east5", "google-ai-studio")

    assert companies(*[Provider("Other", tag) for tag in tags]) == [DEEP, DEEP, VERTEX, STUDIO]


def test_likeness_is_no_reason():
    strangers = [Provider("DeepInfra", "deepinfra2/fp8"), Provider("deepinfra"), Provider("Deep Infra", "DeepInfra")]

    assert companies(*strangers, Provider("")) == [None] * 4


def test_without_a_tag_the_name_tells_and_the_first_of_two_counts():
    assert companies(Provider("DeepInfra"), Provider("Google")) == [DEEP, VERTEX]
    assert with_companies([Provider("", "p")], [Company("p", "1"), Company("p", "2")])[0].company.name == "1"
