// The HTTP of the hub's adapter: what it reads of anyone, and who it believes.
#include "services/messaging/hub/hub_door.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "services/messaging/hub/hub_client.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/capturing_logger.h"
#include "tests/service/messaging/hub/certificates.h"
#include "tests/service/messaging/messaging_fixture.h"

namespace clientroute::messaging::testing {
namespace {

using ::testing::HasSubstr;

CapturingLogger& Log() {
  static CapturingLogger log;
  return log;
}

/// A door that says how much it was handed.
std::unique_ptr<HubDoor> CountingDoor(TlsFiles tls = {}, const DoorLimits& limits = {}) {
  auto door = HubDoor::Open({"127.0.0.1", 0, std::move(tls), limits}, &Log(), [](const std::string& body) {
    return HttpAnswer{200, std::to_string(body.size())};
  });
  EXPECT_THAT(door, IsOk());
  return *std::move(door);
}

int PortOf(const std::string& url) { return std::stoi(url.substr(url.find(':', 6) + 1)); }

/// A connection that says what the test likes.
class RawCaller {
 public:
  explicit RawCaller(const HubDoor& door) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(PortOf(door.url())));
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  ~RawCaller() { ::close(socket_); }
  RawCaller(const RawCaller&) = delete;
  RawCaller& operator=(const RawCaller&) = delete;

  /// Says it once, or again and again until so many bytes are gone; returns how many were taken off it.
  std::size_t Say(const std::string& text, std::size_t bytes = 0) {
    std::size_t said = 0;
    do {
      for (std::size_t part = 0; part < text.size();) {
        const ssize_t count = ::send(socket_, text.data() + part, text.size() - part, MSG_NOSIGNAL);
        if (count <= 0) return said;
        part += static_cast<std::size_t>(count);
        said += static_cast<std::size_t>(count);
      }
    } while (said < bytes);
    return said;
  }
  /// All that is answered, until the door closes.
  std::string Answer() {
    std::string answer;
    char bytes[4096];
    for (;;) {
      const ssize_t count = ::recv(socket_, bytes, sizeof(bytes), 0);
      if (count <= 0) return answer;
      answer.append(bytes, static_cast<std::size_t>(count));
    }
  }

 private:
  const int socket_;
};

constexpr char kPostLine[] = "POST /ggk HTTP/1.1\r\nHost: hub\r\n";
/// Far more than the kernel holds of a connection that nobody reads.
constexpr std::size_t kEndless = 512 * 1024 * 1024;

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
  const auto second = HubDoor::Open({"127.0.0.1", PortOf(door->url()), {}}, &Log(), [](const std::string&) {
    return HttpAnswer{200, ""};
  });
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
  const auto open_door = [](TlsFiles tls) {
    return HubDoor::Open({"127.0.0.1", 0, std::move(tls)}, &Log(), [](const std::string&) { return HttpAnswer{}; })
        .status();
  };
  EXPECT_THAT(open_door({"", "/no/such/file", "/no/such/key"}),
              Fails(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID"));
  TestFolder folder;
  TlsFiles ours = MakeCertificate((folder.path() / "ours").string());
  EXPECT_THAT(open_door({"/no/such/file", ours.certificate, ours.key, {"hub.example"}}),
              Fails(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID"));
  EXPECT_THAT(open_door({"", ours.certificate, "/no/such/key"}),
              Fails(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID"));
  ours.names.clear();
  EXPECT_THAT(open_door(ours), Fails(absl::StatusCode::kInvalidArgument, "HUB_NAME_MISSING"));
}

class StrangerTest : public ::testing::Test {
 protected:
  /// A certificate of the one authority, with these names; as a side that wants `wanted` of the other.
  TlsFiles Side(const std::string& stem, const std::string& names, std::vector<std::string> wanted) {
    TlsFiles files = IssueCertificate(authority_, (folder_.path() / stem).string(), names);
    files.names = std::move(wanted);
    return files;
  }

  TestFolder folder_;
  const TlsFiles authority_ = MakeCertificate((folder_.path() / "authority").string());
};

TEST_F(StrangerTest, WhoCallsIsTheHubByANameOfItsCertificateAndNotByItsAuthorityAlone) {
  int taken = 0;
  const TlsFiles ours = Side("ours", "IP:127.0.0.1", {"hub.example", "brenger.hub.example"});
  const auto door = HubDoor::Open({"127.0.0.1", 0, ours}, &Log(), [&](const std::string&) {
    ++taken;
    return HttpAnswer{200, "taken"};
  });
  ASSERT_THAT(door, IsOk());
  const struct {
    const char* names;
    bool is_hub;
  } kCases[] = {
      {"DNS:hub.example", true},
      {"DNS:brenger.hub.example", true},
      {"DNS:other.example,DNS:hub.example", true},
      {"DNS:other.example", false},
      {"DNS:hub.example.other", false},
      {"DNS:deeper.hub.example", false},
      {"IP:127.0.0.1", false},
      {"", false},
  };
  for (const auto& one : kCases) {
    taken = 0;
    const auto answer = Post((*door)->url(), "abc", Side("caller", one.names, {"127.0.0.1"}));
    EXPECT_EQ(answer.ok(), one.is_hub) << one.names;
    EXPECT_EQ(taken, one.is_hub ? 1 : 0) << one.names;
  }
  EXPECT_THAT(Log().Text(), HasSubstr("a stranger at the hub's door is refused"));
  EXPECT_THAT(Log().Text(), HasSubstr("DNS:hub.example.other"));
  EXPECT_THAT(Log().Text(), HasSubstr("hub.example, brenger.hub.example"));
}

TEST_F(StrangerTest, WhomWeCallIsTheHubByANameOfItsCertificateAndNotByItsAuthorityAlone) {
  const struct {
    const char* names;
    std::vector<std::string> wanted;
    bool is_hub;
  } kCases[] = {
      {"IP:127.0.0.1,DNS:hub.example", {"hub.example"}, true},
      {"IP:127.0.0.1", {}, true},  // by the address that we call
      {"IP:127.0.0.1", {"hub.example"}, false},
      {"IP:127.0.0.1,DNS:other.example", {"hub.example"}, false},
      {"DNS:hub.example", {}, false},
      {"", {}, false},  // its subject calls itself by the address, which does not count
  };
  for (const auto& one : kCases) {
    const auto door = CountingDoor(Side("door", one.names, {"127.0.0.1"}));
    const auto answer = Post(door->url(), "abc", Side("ours", "IP:127.0.0.1", one.wanted));
    EXPECT_EQ(answer.ok(), one.is_hub) << one.names << answer.status();
    if (!one.is_hub) EXPECT_THAT(answer, Fails(absl::StatusCode::kUnavailable, "HUB_UNREACHABLE")) << one.names;
  }
  const auto door = CountingDoor(Side("door", "IP:127.0.0.1,DNS:other.example", {"127.0.0.1"}));
  const auto refused = Post(door->url(), "abc", Side("ours", "IP:127.0.0.1", {"hub.example"}));
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("its certificate is of IP Address:127.0.0.1, DNS:other.example and not of hub.example"));
}

TEST(HubDoorBoundsTest, AHeadIsReadToItsBoundHoweverItIsFilled) {
  const auto door = CountingDoor();
  const std::string line = "X-Filling: " + std::string(100, 'x') + "\r\n";
  const struct {
    const char* what;
    std::string first;
    std::string again;
  } kCases[] = {
      {"a first line without an end", "POST /", "x"},
      {"a header without an end", std::string(kPostLine) + "X: ", "x"},
      {"headers without an end", kPostLine, line},
      {"lines that are no headers", kPostLine, "\n"},
  };
  for (const auto& one : kCases) {
    RawCaller caller(*door);
    caller.Say(one.first);
    std::string again;
    while (again.size() < 100'000) again += one.again;
    caller.Say(again);
    EXPECT_THAT(caller.Answer(), HasSubstr("HTTP/1.1 431 ")) << one.what;
    RawCaller endless(*door);
    endless.Say(one.first);
    EXPECT_LT(endless.Say(again, kEndless), kEndless) << one.what;
  }
  EXPECT_EQ(Post(door->url(), "abc")->body, "3");
}

TEST(HubDoorBoundsTest, AHeadOfUsualSizeComesThroughInAnyPieces) {
  const auto door = CountingDoor();
  RawCaller caller(*door);
  std::string head = std::string(kPostLine) + "Cookie: " + std::string(8'000, 'x') + "\r\nContent-Length: 3\r\n\r\n";
  for (const char c : head) caller.Say(std::string(1, c));
  caller.Say("abc");
  EXPECT_THAT(caller.Answer(), HasSubstr("\r\n\r\n3"));
}

TEST(HubDoorBoundsTest, ABodyIsBoundedAsItComesToo) {
  DoorLimits limits;
  limits.body_bytes = 1'000'000;
  const auto door = CountingDoor({}, limits);
  // The length of a chunk that never ends: no content comes out of it.
  RawCaller caller(*door);
  caller.Say(std::string(kPostLine) + "Transfer-Encoding: chunked\r\n\r\n");
  EXPECT_LT(caller.Say(std::string(100'000, '0'), kEndless), kEndless);
  EXPECT_EQ(Post(door->url(), "abc")->body, "3");
}

TEST(HubDoorBoundsTest, WhoIsSlowIsNotWaitedFor) {
  DoorLimits limits;
  limits.idle = limits.head = limits.body = limits.silence = std::chrono::milliseconds(100);
  const auto door = CountingDoor({}, limits);
  const struct {
    const char* what;
    std::string said;
    const char* answer;
  } kCases[] = {
      {"nothing at all", "", ""},
      {"half a head", kPostLine, ""},
      {"half a letter", std::string(kPostLine) + "Content-Length: 10\r\n\r\nabc", "HTTP/1.1 400 "},
  };
  for (const auto& one : kCases) {
    RawCaller caller(*door);
    caller.Say(one.said);
    EXPECT_THAT(caller.Answer(), ::testing::StartsWith(one.answer)) << one.what;
  }
}

}  // namespace
}  // namespace clientroute::messaging::testing
