#include "services/portal/portal.h"

#include <optional>
#include <utility>

#include "services/platform/status/status.h"
#include "services/portal/api/connect_error.h"
#include "services/portal/api/event_door.h"
#include "services/portal/api/json_codec.h"
#include "services/portal/api/unary_door.h"
#include "services/portal/export/export_door.h"
#include "services/portal/http/problem.h"
#include "services/portal/http/workers.h"
#include "services/portal/identity/embedded_provider.h"
#include "services/portal/pages/page_files.h"
#include "services/portal/sign_in/guard.h"
#include "services/portal/sign_in/sign_in_door.h"

namespace clientroute::portal {
namespace {

constexpr int kWorkers = 4;
constexpr std::size_t kWaitingMost = 256;
// Of their own, so that large files keep nobody from his session.
constexpr int kExportWorkers = 2;
constexpr std::size_t kExportsWaitingMost = 16;

constexpr std::string_view kClientId = "clientroute-portal";

/// What every answer says to a browser: nothing but what comes from here may run, be shown or be asked, and nobody may
/// put it in a frame.
HttpHeaders SecurityHeaders(const DoorAddress& address, const std::string& release) {
  HttpHeaders headers = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
       "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
      {"Clientroute-Release", release}};
  if (address.secure()) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return headers;
}

/// `http://127.0.0.1:7480`, of where it listens.
std::string OriginOf(const PortalOptions& options, int port) {
  if (!options.origin.empty()) return options.origin;
  const std::string& address = options.http.address;
  return Cat("http://", address.substr(0, address.rfind(':') + 1), port);
}

/// The part of the path behind the prefix.
std::string_view Behind(const HttpRequest& request, std::string_view prefix) {
  return std::string_view(request.path).substr(prefix.size());
}

/// What was asked for, in a few words: never the path itself, which may name a client's route.
std::string_view KindOf(std::string_view path) {
  if (path.empty()) return "none";
  if (path.starts_with("/api/")) return "call";
  if (path.starts_with("/events/")) return "events";
  if (path.starts_with("/export/")) return "export";
  if (path.starts_with("/sign-") || path.starts_with("/identiteit/")) return "sign-in";
  return path == "/session" ? "session" : "page";
}

void Measure(Metrics& metrics, std::string_view path, int status, std::chrono::microseconds took) {
  const std::string kind(KindOf(path));
  metrics.Count("clientroute_portal_answers_total", {{"kind", kind}, {"status", std::to_string(status)}});
  metrics.Observe("clientroute_portal_answer_seconds", {{"kind", kind}}, std::chrono::duration<double>(took).count());
}

class OpenPortal final : public Portal {
 public:
  OpenPortal(PortalOptions options, PortalDeps deps, std::unique_ptr<HttpServer> server, DoorAddress address,
             std::unique_ptr<ApiMethods> methods, PageFiles pages, std::string release)
      : address_(std::move(address)),
        methods_(std::move(methods)),
        pages_(std::move(pages)),
        ticket_key_(deps.master_key->Derive("portal/sign-in")),
        release_(std::move(release)),
        server_(std::move(server)),
        workers_(std::make_unique<Workers>(kWorkers, kWaitingMost)),
        export_workers_(std::make_unique<Workers>(kExportWorkers, kExportsWaitingMost)),
        keeper_(deps.database, deps.clock, deps.random),
        guard_(&keeper_, workers_.get(), &address_),
        open_id_(ClientOf(address_, options.sign_in), deps.clock),
        sign_in_({&keeper_, &open_id_, &guard_, workers_.get(), &address_, deps.clock, deps.random, &ticket_key_,
                  deps.logger, release_}),
        unary_(std::in_place, &codec_),
        events_(std::in_place, EventDoorDeps{&codec_, &keeper_, workers_.get(), deps.clock, options.sign_of_life}),
        exports_(export_workers_.get(), deps.clock) {
    if (!options.sign_in) {
      provider_.emplace(ClientOf(address_, std::nullopt), std::move(options.cast), &address_, deps.clock, deps.random);
    }
    server_->Serve({SecurityHeaders(address_, release_), [this](const SharedExchange& exchange) { Handle(exchange); },
                    [metrics = deps.metrics](std::string_view path, int status, std::chrono::microseconds took) {
                      Measure(*metrics, path, status, took);
                    }});
  }

  ~OpenPortal() override {
    Stop(std::chrono::milliseconds(0));
    // What waits ends before what it needs: work in hand, then the calls of both doors; the threads of the server last.
    workers_.reset();
    export_workers_.reset();
    unary_.reset();
    events_.reset();
  }

  const std::string& origin() const override { return address_.origin(); }

  void Stop(std::chrono::milliseconds grace) override {
    events_->EndAll();
    server_->Stop(grace);
  }

 private:
  static OpenIdOptions ClientOf(const DoorAddress& address, const std::optional<OutsideProvider>& outside) {
    const std::string callback = Cat(address.origin(), "/sign-in/callback");
    if (outside) return {outside->issuer, outside->client_id, callback, outside->client_secret};
    return {Cat(address.origin(), EmbeddedProvider::kPath), std::string(kClientId), callback, ""};
  }

  void Handle(const SharedExchange& exchange) {
    const HttpRequest& request = exchange->request();
    if (!request.path.starts_with('/')) {
      return exchange->Answer(Problem(400, "Dit verzoek is geweigerd", "Dit is geen adres van dit portaal."));
    }
    if (!address_.IsHost(request)) return exchange->Answer(OtherHost(request));
    if (request.path.starts_with("/api/")) return Call(exchange);
    if (request.path.starts_with("/events/")) return Watch(exchange);
    if (request.path.starts_with("/export/")) return Export(exchange);
    if (SignInDoor::Knows(request)) return sign_in_.Handle(exchange);
    if (provider_ && EmbeddedProvider::Knows(request)) return exchange->Answer(provider_->Answer(request));
    exchange->Answer(pages_.Answer(request));
  }

  /// Somebody who wrote another name of this machine is shown the right one; whatever a page asks there is refused.
  HttpAnswer OtherHost(const HttpRequest& request) const {
    if (WantsPage(request) && request.path.starts_with('/') && !request.path.starts_with("//")) {
      return Redirect(302, Cat(address_.origin(), request.path, request.query.empty() ? "" : "?", request.query));
    }
    return Problem(421, "Verkeerd adres", Cat("Dit portaal staat op ", address_.origin(), "."));
  }

  void Call(const SharedExchange& exchange) {
    const HttpRequest& request = exchange->request();
    const ApiMethod* method = methods_->Find(Behind(request, "/api/"));
    if (method == nullptr || method->streams()) return exchange->Answer(NoSuchMethod());
    if (request.method != "POST") {
      HttpAnswer answer = Problem(405, "Dit kan hier niet", "Een methode wordt aangeroepen met POST.");
      return exchange->Answer(std::move(answer.With("Allow", "POST")));
    }
    if (!address_.IsOwnPage(request)) {
      return exchange->Answer(ConnectError(
          Error(absl::StatusCode::kPermissionDenied, "ORIGIN_REFUSED", "no page of this address asks this")));
    }
    guard_.WithSession(exchange, [this, exchange, method](const SharedSession& session) {
      if (session == nullptr) return exchange->Answer(ConnectError(NotSignedIn()));
      unary_->Call(exchange, *session, *method);
    });
  }

  void Watch(const SharedExchange& exchange) {
    const HttpRequest& request = exchange->request();
    const ApiMethod* method = methods_->Find(Behind(request, "/events/"));
    if (method == nullptr || !method->streams()) return exchange->Answer(NoSuchMethod());
    if (request.method != "GET") {
      HttpAnswer answer = Problem(405, "Dit kan hier niet", "Gebeurtenissen worden gevolgd met GET.");
      return exchange->Answer(std::move(answer.With("Allow", "GET")));
    }
    if (DoorAddress::IsOtherSite(request)) {
      return exchange->Answer(ConnectError(
          Error(absl::StatusCode::kPermissionDenied, "ORIGIN_REFUSED", "no page of this address asks this")));
    }
    guard_.WithSession(exchange, [this, exchange, method](const SharedSession& session) {
      if (session == nullptr) return exchange->Answer(ConnectError(NotSignedIn()));
      events_->Open(exchange, session, std::string(guard_.SecretIn(exchange->request())), *method);
    });
  }

  void Export(const SharedExchange& exchange) {
    const HttpRequest& request = exchange->request();
    const ApiMethod* method = methods_->Find(ExportDoor::PartsOf(request.path).second);
    if (method == nullptr || request.method != "GET") {
      return exchange->Answer(ProblemFor(request, 404, "Dit is er niet", "Dit is geen lijst die bewaard kan worden."));
    }
    if (DoorAddress::IsOtherSite(request)) {
      return exchange->Answer(
          ProblemFor(request, 403, "Geweigerd", "Dit verzoek komt niet van een pagina van dit portaal."));
    }
    guard_.WithSession(exchange, [this, exchange, method](const SharedSession& session) {
      const HttpRequest& asked = exchange->request();
      if (session == nullptr) {
        return exchange->Answer(ProblemFor(asked, 401, "Niet aangemeld", "Meld u aan om verder te gaan."));
      }
      exports_.Export(exchange, session, ExportDoor::PartsOf(asked.path).first, *method);
    });
  }

  static absl::Status NotSignedIn() {
    return Error(absl::StatusCode::kUnauthenticated, "NOT_SIGNED_IN", "nobody is signed in here, or not any more");
  }
  static HttpAnswer NoSuchMethod() {
    return ConnectError(Error(absl::StatusCode::kNotFound, "METHOD_UNKNOWN", "there is no such method for people"));
  }

  const DoorAddress address_;
  const std::unique_ptr<ApiMethods> methods_;
  const PageFiles pages_;
  const SecretKey ticket_key_;
  const std::string release_;
  const JsonCodec codec_;
  const std::unique_ptr<HttpServer> server_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<Workers> export_workers_;
  SessionKeeper keeper_;
  Guard guard_;
  OpenIdClient open_id_;
  std::optional<EmbeddedProvider> provider_;
  SignInDoor sign_in_;
  std::optional<UnaryDoor> unary_;
  std::optional<EventDoor> events_;
  ExportDoor exports_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Portal>> Portal::Start(PortalOptions options, PortalDeps deps) {
  CLIENTROUTE_ASSIGN(std::unique_ptr<ApiMethods> methods, ApiMethods::Of(options.services));
  CLIENTROUTE_ASSIGN(PageFiles pages, PageFiles::Read(options.pages_folder));
  std::string release = Cat(options.version, pages.built() ? "-" : "", pages.hash());
  CLIENTROUTE_ASSIGN(std::unique_ptr<HttpServer> server, HttpServer::Listen(options.http));
  DoorAddress address(OriginOf(options, server->port()));
  return std::make_unique<OpenPortal>(std::move(options), deps, std::move(server), std::move(address),
                                      std::move(methods), std::move(pages), std::move(release));
}

}  // namespace clientroute::portal
