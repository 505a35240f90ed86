// The HTTP of the hub's adapter: what it reads of anyone, and who it believes.
#include "services/messaging/hub/hub_door.h"

#include <httplib.h>

#include "services/messaging/hub/hub_client.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/platform/status/status.h"
#include "tests/service/messaging/hub/certificates.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::HasSubstr;

/// A door that says how much it was handed.
std::unique_ptr<HubDoor> CountingDoor(TlsFiles tls = {}, int port = 0) {
  auto door = HubDoor::Open({"127.0.0.1", port, std::move(tls)}, [](const std::string& body) {
    return HttpAnswer{200, std::to_string(body.size())};
  });
  EXPECT_THAT(door, IsOk());
  return *std::move(door);
}

absl::StatusOr<HttpAnswer> Post(const std::string& url, const std::string& body, TlsFiles tls = {}) {
  CLIENTROUTE_ASSIGN(const auto client, HubClient::Open({url, std::move(tls), std::chrono::seconds(10)}));
  return client->Post("action", body);
}

/// Whom a client connects to, of a door's address.
std::string HostOf(const std::string& url) { return url.substr(0, url.rfind('/')); }

TEST(HubDoorTest, ALetterIsHandedOverWholeAndAnswered) {
  const auto door = CountingDoor();
  const auto answer = Post(door->url(), std::string(100'000, 'x'));
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "100000");
}

TEST(HubDoorTest, NoMoreIsReadThanALetterMayHaveHoweverItComes) {
  const auto door = CountingDoor();
  httplib::Client client(HostOf(door->url()));
  client.set_write_timeout(std::chrono::seconds(10));
  const std::string cap = std::to_string(kLetterBytesMax + 1);
  // By its length.
  const std::string large(kLetterBytesMax + 1'000'000, 'x');
  if (const auto answer = client.Post(HubDoor::kPath, large, "text/xml")) EXPECT_EQ(answer->body, cap);
  // In chunks, without one.
  std::size_t sent = 0;
  const auto chunked = client.Post(
      HubDoor::kPath,
      [&](std::size_t, httplib::DataSink& sink) {
        const std::string chunk(1'000'000, 'x');
        sent += chunk.size();
        if (sent > kLetterBytesMax + 10'000'000) {
          sink.done();
          return true;
        }
        return sink.write(chunk.data(), chunk.size());
      },
      "text/xml");
  if (chunked) EXPECT_EQ(chunked->body, cap);
  // Packed: it is counted as it comes out.
  client.set_compress(true);
  if (const auto packed = client.Post(HubDoor::kPath, large, "text/xml")) EXPECT_EQ(packed->body, cap);
  // And it still takes what is right.
  EXPECT_EQ(Post(door->url(), "abc")->body, "3");
}

TEST(HubDoorTest, OnlyLettersToItsAddressAreTaken) {
  const auto door = CountingDoor();
  EXPECT_EQ(Post(HostOf(door->url()) + "/elders", "abc")->status, 404);
  httplib::Client client(HostOf(door->url()));
  EXPECT_EQ(client.Get(HubDoor::kPath)->status, 404);
  // What is not for it is not read, however long it goes on.
  client.set_write_timeout(std::chrono::seconds(10));
  constexpr std::size_t kEndless = 512 * 1024 * 1024;
  std::size_t sent = 0;
  const auto endless = client.Post(
      "/elders",
      [&](std::size_t, httplib::DataSink& sink) {
        const std::string chunk(1'000'000, 'x');
        sent += chunk.size();
        if (sent > kEndless) sink.done();
        return sink.write(chunk.data(), chunk.size());
      },
      "text/xml");
  EXPECT_LT(sent, kEndless);
  if (endless) EXPECT_EQ(endless->status, 404);
  EXPECT_EQ(Post(door->url(), "abc")->body, "3");
}

TEST(HubDoorTest, AnAddressThatIsTakenIsRefused) {
  const auto door = CountingDoor();
  const std::string url = door->url();
  const int port = std::stoi(url.substr(url.find(':', 6) + 1));
  const auto second = HubDoor::Open({"127.0.0.1", port, {}}, [](const std::string&) { return HttpAnswer{200, ""}; });
  EXPECT_THAT(second.status(), Fails(absl::StatusCode::kUnavailable, "ADDRESS_IN_USE"));
}

TEST(HubDoorTest, NobodyAtTheAddressIsAnUnreachableHub) {
  std::string url;
  {
    const auto door = CountingDoor();
    url = door->url();
  }
  EXPECT_THAT(Post(url, "abc").status(), Fails(absl::StatusCode::kUnavailable, "HUB_UNREACHABLE"));
}

TEST(HubDoorTest, BothSidesKnowEachOtherByTheirCertificates) {
  TestFolder folder;
  const TlsFiles ours = MakeCertificate((folder.path() / "ours").string());
  const TlsFiles others = MakeCertificate((folder.path() / "others").string());
  const auto door = CountingDoor(ours);
  EXPECT_THAT(door->url(), HasSubstr("https://"));
  const auto known = Post(door->url(), "abc", ours);
  ASSERT_THAT(known, IsOk());
  EXPECT_EQ(known->body, "3");
  // A client without a certificate, and one that nobody vouches for.
  EXPECT_FALSE(Post(door->url(), "abc", {ours.authorities, "", ""}).ok());
  EXPECT_FALSE(Post(door->url(), "abc", {ours.authorities, others.certificate, others.key}).ok());
  // A server that the client does not know.
  EXPECT_THAT(Post(door->url(), "abc", others).status(), Fails(absl::StatusCode::kUnavailable, "HUB_UNREACHABLE"));
}

TEST(HubDoorTest, WhatCannotBeUsedIsNamedAtTheStart) {
  const auto open = [](const std::string& url, TlsFiles tls) {
    return HubClient::Open({url, std::move(tls), std::chrono::seconds(1)}).status();
  };
  EXPECT_THAT(open("ftp://hub", {}), Fails(absl::StatusCode::kInvalidArgument, "HUB_ADDRESS_INVALID"));
  EXPECT_THAT(open("http://", {}), Fails(absl::StatusCode::kInvalidArgument, "HUB_ADDRESS_INVALID"));
  EXPECT_THAT(open("https://hub", {"/no/such/file", "", ""}),
              Fails(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID"));
  EXPECT_THAT(HubDoor::Open({"127.0.0.1", 0, {"", "/no/such/file", "/no/such/key"}},
                            [](const std::string&) { return HttpAnswer{}; })
                  .status(),
              Fails(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID"));
}

}  // namespace
}  // namespace clientroute::messaging::testing
