#ifndef CLIENTROUTE_TESTS_SERVICE_PORTAL_PORTAL_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_PORTAL_PORTAL_WORLD_H_

#include <httplib.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "services/platform/privacy/cipher.h"
#include "services/platform/testing/temp_folder.h"
#include "services/platform/testing/test_world.h"
#include "services/portal/portal.h"
#include "tests/service/portal/played_services.h"

namespace clientroute::portal {

inline constexpr std::string_view kCountRoutes = "clientroute.orchestrator.v1.RouteOperations/CountRoutes";
inline constexpr std::string_view kWatchRoute = "clientroute.orchestrator.v1.RouteOperations/WatchRoute";
inline constexpr std::string_view kListContracts = "clientroute.contracting.v1.Contracting/ListContracts";

/// A door on a real port, before a real gRPC server with played services.
class PortalWorld {
 public:
  explicit PortalWorld(const std::function<void(PortalOptions&)>& change = nullptr);

  TestWorld& world() { return world_; }
  PlayedRoutes& routes() { return routes_; }
  PlayedContracting& contracting() { return contracting_; }
  Portal& portal() { return *portal_; }
  const std::string& origin() const { return portal_->origin(); }
  int port() const { return port_; }
  void Stop() { portal_.reset(); }

 private:
  TestWorld world_;
  PlayedRoutes routes_;
  PlayedContracting contracting_;
  std::unique_ptr<Server> server_;
  SecretKey master_key_;
  int port_ = 0;
  std::unique_ptr<Portal> portal_;
};

/// What a browser does: keeps its cookies, says from which page it asks, follows where it is told to.
class Browser {
 public:
  explicit Browser(const PortalWorld& world);

  httplib::Result Get(const std::string& path, httplib::Headers headers = {});
  httplib::Result Post(const std::string& path, const std::string& body, httplib::Headers headers = {});
  /// A method as JSON, with a purpose.
  httplib::Result Call(std::string_view method, const std::string& json, httplib::Headers headers = {});
  /// By the page of the embedded identity provider. Ends where the door sends it back to; its status.
  int SignIn(const std::string& persona, const std::string& municipality = "", const std::string& return_to = "/");

  const std::string& cookies() const { return cookies_; }
  void SetCookies(std::string cookies) { cookies_ = std::move(cookies); }
  const std::string& location() const { return location_; }

 private:
  void Keep(const httplib::Result& result);

  const std::string origin_;
  httplib::Client client_;
  std::map<std::string, std::string> jar_;
  std::string cookies_;
  std::string location_;
};

/// A connection without manners.
class RawSocket {
 public:
  explicit RawSocket(int port);
  ~RawSocket();
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  bool Send(std::string_view bytes) const;
  /// What comes until it holds `text`, or the other side ends, or ten seconds pass.
  std::string ReadUntil(std::string_view text);
  /// Everything until the other side ends; empty when it did not within ten seconds.
  std::string ReadToEnd();
  bool ended() const { return ended_; }
  void Close();

 private:
  int socket_;
  bool ended_ = false;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_TESTS_SERVICE_PORTAL_PORTAL_WORLD_H_
