#include "tests/service/portal/portal_world.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>

#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "services/portal/migrations.h"

namespace clientroute::portal {
namespace {

std::string Without(std::string_view text, std::string_view prefix) {
  return std::string(text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}

Cast TestCast() {
  return {
      {{"access-professional", "toegang", "Medewerker van de toegang", "help", "access-professional", ""},
       {"operator", "beheer", "Beheerder", "help", "operator", ""},
       {"provider-42420001", "42420001", "Backoffice van De Zeewering", "help", "provider-back-office", "42420001"}},
      {{"0361", "Alkmaar"}, {"0400", "Den Helder"}}};
}

}  // namespace

PortalWorld::PortalWorld(const std::function<void(PortalOptions&)>& change)
    : routes_(world_.Stack("orchestrator", world_.OpenDatabase("orchestrator", {}))),
      contracting_(world_.Stack("contracting", world_.OpenDatabase("contracting", {}))),
      server_(world_.Serve({&routes_, &contracting_})),
      master_key_(SecretKey::Generate(*world_.random())) {
  PortalOptions options;
  options.version = "1.2.3";
  for (const char* service :
       {"clientroute.orchestrator.v1.RouteOperations", "clientroute.contracting.v1.Contracting"}) {
    options.services.push_back({service, server_->InProcess()});
  }
  options.cast = TestCast();
  if (change) change(options);
  auto started = Portal::Start(std::move(options), {world_.OpenDatabase("portal", PortalMigrations()), world_.clock(),
                                                    world_.random(), world_.logger(), world_.metrics(), &master_key_});
  if (!started.ok()) {
    std::cerr << started.status() << std::endl;
    std::abort();
  }
  portal_ = *std::move(started);
  port_ = std::stoi(origin().substr(origin().rfind(':') + 1));
}

Browser::Browser(const PortalWorld& world) : origin_(world.origin()), client_(world.origin()) {
  client_.set_keep_alive(true);
  client_.set_follow_location(false);
  client_.set_read_timeout(std::chrono::seconds(60));
}

void Browser::Keep(const httplib::Result& result) {
  if (!result) return;
  for (std::size_t i = 0; i < result->get_header_value_count("Set-Cookie"); ++i) {
    const std::string cookie = result->get_header_value("Set-Cookie", i);
    const std::string pair = cookie.substr(0, cookie.find(';'));
    const std::string name = pair.substr(0, pair.find('='));
    jar_[name] = pair.substr(name.size() + 1);
    if (jar_[name].empty()) jar_.erase(name);
  }
  cookies_.clear();
  for (const auto& [name, value] : jar_) cookies_ += Cat(cookies_.empty() ? "" : "; ", name, "=", value);
  location_ = Without(result->get_header_value("Location"), origin_);
}

httplib::Result Browser::Get(const std::string& path, httplib::Headers headers) {
  if (!cookies_.empty()) headers.emplace("Cookie", cookies_);
  httplib::Result result = client_.Get(path, headers);
  Keep(result);
  return result;
}

httplib::Result Browser::Post(const std::string& path, const std::string& body, httplib::Headers headers) {
  if (!cookies_.empty()) headers.emplace("Cookie", cookies_);
  if (headers.find("Origin") == headers.end()) headers.emplace("Origin", origin_);
  std::string type = "application/json";
  if (const auto given = headers.find("Content-Type"); given != headers.end()) {
    type = given->second;
    headers.erase(given);
  }
  httplib::Result result = client_.Post(path, headers, body, type);
  Keep(result);
  return result;
}

httplib::Result Browser::Call(std::string_view method, const std::string& json, httplib::Headers headers) {
  headers.emplace("Connect-Protocol-Version", "1");
  headers.emplace("Clientroute-Purpose", "care-allocation");
  return Post(Cat("/api/", method), json, std::move(headers));
}

int Browser::SignIn(const std::string& persona, const std::string& municipality, const std::string& return_to) {
  Get("/sign-in?return=" + PercentEncode(return_to));
  const std::string authorize = location_;
  const std::string form = authorize.substr(authorize.find('?') + 1);
  Get(authorize);
  Post("/identiteit/authorize", Cat(form, "&persona=", persona, "&municipality=", municipality),
       {{"Content-Type", "application/x-www-form-urlencoded"}});
  const httplib::Result back = Get(location_);
  return back ? back->status : 0;
}

RawSocket::RawSocket(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  constexpr timeval kPatience{10, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof(kPatience));
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) std::abort();
}

RawSocket::~RawSocket() { Close(); }

void RawSocket::Close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool RawSocket::Send(std::string_view bytes) const {
  return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

std::string RawSocket::ReadUntil(std::string_view text) {
  std::string read;
  char piece[4096];
  while (read.find(text) == std::string::npos) {
    const ssize_t got = ::recv(socket_, piece, sizeof(piece), 0);
    if (got <= 0) {
      ended_ = got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
      break;
    }
    read.append(piece, static_cast<std::size_t>(got));
  }
  return read;
}

std::string RawSocket::ReadToEnd() {
  std::string read = ReadUntil(std::string_view("\0nothing is this", 16));
  return read;
}

}  // namespace clientroute::portal
