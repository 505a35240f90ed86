#include "services/platform/calls/identity_headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/testing/status_matchers.h"

namespace clientroute {
namespace {

using absl::StatusCode;
using Headers = std::vector<std::pair<std::string, std::string>>;

absl::StatusOr<CallerHeaders> Read(const Headers& headers) {
  std::multimap<grpc::string_ref, grpc::string_ref> metadata;
  for (const auto& [name, value] : headers) metadata.emplace(grpc::string_ref(name), grpc::string_ref(value));
  return FromHeaders(metadata);
}

TEST(IdentityHeadersTest, EveryCallerComesThroughAsItWas) {
  CallerHeaders caller;
  caller.identity = {Identity::Kind::kService,
                     "services/orchestrator",
                     "persons/Ren\xC3\xA9, 50%\t ~",
                     {"0363", "0394"},
                     {"operator", "back-office"}};
  caller.identity.on_behalf_of = "persons/Ren\xC3\xA9, 50% ~";
  caller.purpose = "message-exchange";
  caller.cause = "e/7 caf\xC3\xA9";
  const Headers headers = ToHeaders(caller);
  for (const auto& [name, value] : headers) {
    for (const char c : value) EXPECT_TRUE(c > 0x20 && c < 0x7F) << name;
  }
  const auto back = Read(headers);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->identity.kind, caller.identity.kind);
  EXPECT_EQ(back->identity.subject, caller.identity.subject);
  EXPECT_EQ(back->identity.on_behalf_of, caller.identity.on_behalf_of);
  EXPECT_EQ(back->identity.municipalities, caller.identity.municipalities);
  EXPECT_EQ(back->identity.roles, caller.identity.roles);
  EXPECT_EQ(back->purpose, caller.purpose);
  EXPECT_EQ(back->cause, caller.cause);
}

TEST(IdentityHeadersTest, MissingSubjectIsMissingIdentity) {
  EXPECT_THAT(Read({}), Fails(StatusCode::kUnauthenticated, "IDENTITY_MISSING"));
  EXPECT_THAT(Read({{"clientroute-kind", "person"}}), Fails(StatusCode::kUnauthenticated, "IDENTITY_MISSING"));
}

TEST(IdentityHeadersTest, MalformedHeadersAreRefusedByName) {
  const Headers person = {{"clientroute-subject", "persons/a"}, {"clientroute-kind", "person"}};
  std::string many;
  for (int i = 0; i < 40; ++i) many += Cat(i == 0 ? "" : ",", "role-", i);
  const struct {
    Headers headers;
    const char* header;
  } kCases[] = {
      {{{"clientroute-subject", "persons/a"}}, "clientroute-kind"},
      {{{"clientroute-subject", "persons/a"}, {"clientroute-kind", "robot"}}, "clientroute-kind"},
      {{{"clientroute-subject", "services/a"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/%4"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/%zz"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/%0A"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      // No UTF-8: a byte of its own, one that is missing, an overlong slash, half of a surrogate pair, beyond the last.
      {{{"clientroute-subject", "persons/%FF"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/%C3"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/%C0%AF"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/%ED%A0%80"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/%F4%90%80%80"}, {"clientroute-kind", "person"}}, "clientroute-subject"},
      {{{"clientroute-subject", "persons/" + std::string(300, 'a')}, {"clientroute-kind", "person"}},
       "clientroute-subject"},
      {{person[0], person[0], person[1]}, "clientroute-subject"},
      {{person[0], person[1], {"clientroute-on-behalf-of", "persons/b"}}, "clientroute-on-behalf-of"},
      {{person[0], person[1], {"clientroute-roles", "Access Professional"}}, "clientroute-roles"},
      {{person[0], person[1], {"clientroute-roles", ",operator"}}, "clientroute-roles"},
      {{person[0], person[1], {"clientroute-roles", many}}, "clientroute-roles"},
      {{person[0], person[1], {"clientroute-municipalities", "0363,999900006"}}, "clientroute-municipalities"},
      {{person[0], person[1], {"clientroute-purpose", "999900006 Jan"}}, "clientroute-purpose"},
  };
  for (const auto& each : kCases) {
    const auto read = Read(each.headers);
    EXPECT_THAT(read, Fails(StatusCode::kUnauthenticated, "IDENTITY_INVALID")) << each.header;
    EXPECT_EQ(MetadataOf(read.status())["header"], each.header);
  }
}

}  // namespace
}  // namespace clientroute
