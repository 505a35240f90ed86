#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/clock/clock.h"
#include "services/platform/server/server.h"
#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"
#include "services/portal/migrations.h"
#include "services/portal/portal.h"
#include "services/portal/sign_in/session_keeper.h"
#include "tests/benchmark/portal/http_load.h"
#include "tests/benchmark/portal/measured_routes.h"

// portal_benchmark [--seconds N]: what the HTTP door adds to a gRPC call, how many small requests it answers a second,
// and the same with 500 event streams open beside. --smoke: only that everything runs and comes out right.
namespace clientroute::benchmark {
namespace {

using routes_v1 = orchestrator::v1::RouteOperations;

constexpr int kSessions = 20;
constexpr int kConnections = 32;

/// A service, the door before it, and people who are signed in.
class Measured {
 public:
  absl::Status Begin() {
    CallStack stack{.service = "orchestrator",
                    .clock = &clock_,
                    .logger = logger_.get(),
                    .metrics = metrics_.get(),
                    .database = nullptr,
                    .development_identity = true};
    service_ = std::make_unique<MeasuredRoutes>(std::move(stack));
    CLIENTROUTE_ASSIGN(server_, StartServer("127.0.0.1:0", {service_.get()}));
    CLIENTROUTE_ASSIGN(database_, OpenSqlite({.path = ":memory:"}, portal::PortalMigrations()));
    portal::PortalOptions options;
    options.version = "0";
    options.services = {{"clientroute.orchestrator.v1.RouteOperations", server_->InProcess()}};
    CLIENTROUTE_ASSIGN(portal_, portal::Portal::Start(std::move(options), {database_.get(), &clock_, random_.get(),
                                                                           logger_.get(), metrics_.get(), &key_}));
    // Another keeper of the same sessions: what a second door would have.
    portal::SessionKeeper keeper(database_.get(), &clock_, random_.get());
    for (int i = 0; i < kSessions; ++i) {
      CLIENTROUTE_ASSIGN(std::string secret, keeper.Begin({Caller().identity, "iemand"}));
      secrets_.push_back(std::move(secret));
    }
    return absl::OkStatus();
  }

  static clientroute::Caller Caller() {
    clientroute::Caller caller;
    caller.identity.subject = "persons/toegang";
    caller.identity.roles = {"access-professional"};
    caller.identity.municipalities = {"0361", "0400"};
    caller.purpose = "care-allocation";
    return caller;
  }

  int port() const { return std::stoi(portal_->origin().substr(portal_->origin().rfind(':') + 1)); }
  std::shared_ptr<grpc::Channel> Loopback() const {
    return grpc::CreateChannel(Cat("127.0.0.1:", server_->port()), grpc::InsecureChannelCredentials());
  }

  std::string SmallRequest() const {
    const std::string body = R"({"by":"STATE"})";
    return Cat("POST /api/clientroute.orchestrator.v1.RouteOperations/CountRoutes HTTP/1.1\r\nHost: 127.0.0.1:", port(),
               "\r\nOrigin: ", portal_->origin(), "\r\nCookie: clientroute-session=", secrets_[0],
               "\r\nContent-Type: application/json\r\nConnect-Protocol-Version: 1\r\nClientroute-Purpose: "
               "care-allocation\r\nContent-Length: ",
               body.size(), "\r\n\r\n", body);
  }
  std::vector<std::string> StreamRequests(int count) const {
    std::vector<std::string> requests;
    for (int i = 0; i < count; ++i) {
      requests.push_back(
          Cat("GET /events/clientroute.orchestrator.v1.RouteOperations/WatchRoute?purpose=care-allocation"
              "&message=",
              portal::Base64Url(R"({"name":"routes/1"})"), " HTTP/1.1\r\nHost: 127.0.0.1:", port(),
              "\r\nCookie: clientroute-session=", secrets_[static_cast<std::size_t>(i) % kSessions], "\r\n\r\n"));
    }
    return requests;
  }

 private:
  SystemClock clock_;
  std::unique_ptr<Logger> logger_ = MakeJsonLogger(STDERR_FILENO, LogLevel::kError, &clock_);
  int metrics_port_ = 0;
  std::unique_ptr<Metrics> metrics_ = MakeMetrics("", &metrics_port_);
  std::unique_ptr<Random> random_ = MakeSystemRandom();
  SecretKey key_ = SecretKey::Generate(*random_);
  std::unique_ptr<MeasuredRoutes> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<portal::Portal> portal_;
  std::vector<std::string> secrets_;
};

/// The yardstick: the same call by gRPC over loopback, one after another.
absl::StatusOr<LoadResult> CallByGrpc(const Measured& measured, std::chrono::milliseconds span) {
  const auto stub = routes_v1::NewStub(measured.Loopback());
  orchestrator::v1::CountRoutesRequest request;
  request.set_by(orchestrator::v1::CountRoutesRequest::STATE);
  std::vector<double> took;
  const auto begin = std::chrono::steady_clock::now();
  auto now = begin;
  while (now - begin < span) {
    const auto sent = now;
    CLIENTROUTE_RETURN_IF_ERROR(Call(Measured::Caller(), stub.get(), &routes_v1::Stub::CountRoutes, request).status());
    now = std::chrono::steady_clock::now();
    took.push_back(std::chrono::duration<double, std::micro>(now - sent).count());
  }
  std::ranges::sort(took);
  return LoadResult{static_cast<double>(took.size()) / std::chrono::duration<double>(now - begin).count(),
                    took[took.size() / 2], took[took.size() * 99 / 100]};
}

void Print(std::string_view what, const LoadResult& result) {
  std::printf("| %s | %.0f | %.0f | %.0f |\n", std::string(what).c_str(), result.per_second, result.p50_us,
              result.p99_us);
}

absl::Status Run(std::chrono::milliseconds span, int streams) {
  Measured measured;
  CLIENTROUTE_RETURN_IF_ERROR(measured.Begin());
  const std::string request = measured.SmallRequest();
  constexpr int kWarmUps = 10;
  CLIENTROUTE_RETURN_IF_ERROR(Load(measured.port(), request, kConnections, span / kWarmUps).status());
  CLIENTROUTE_RETURN_IF_ERROR(CallByGrpc(measured, span / kWarmUps).status());
  std::printf("| what | a second | p50 µs | p99 µs |\n|---|---|---|---|\n");
  CLIENTROUTE_ASSIGN(const LoadResult grpc, CallByGrpc(measured, span));
  Print("yardstick: the call by gRPC over loopback, one caller", grpc);
  CLIENTROUTE_ASSIGN(const LoadResult alone, Load(measured.port(), request, 1, span));
  Print("the same through the door, one caller", alone);
  CLIENTROUTE_ASSIGN(const LoadResult many, Load(measured.port(), request, kConnections, span));
  Print(Cat("through the door, ", kConnections, " connections"), many);
  CLIENTROUTE_ASSIGN(const auto held, OpenStreams::Open(measured.port(), measured.StreamRequests(streams)));
  CLIENTROUTE_ASSIGN(const LoadResult beside, Load(measured.port(), request, kConnections, span));
  Print(Cat("the same with ", streams, " event streams open beside, an event a second on each"), beside);
  std::printf("\nThe door adds %.0f µs to the median of a call. Streams still open: %d; events taken: %lld.\n",
              alone.p50_us - grpc.p50_us, held->open(), static_cast<long long>(held->events()));
  if (held->open() != streams || held->events() == 0) {
    return Error(absl::StatusCode::kInternal, "LOAD_WRONG", "event streams ended, or gave nothing");
  }
  return absl::OkStatus();
}

int Main(int count, char** arguments) {
  std::chrono::milliseconds span{8'000};
  int streams = 500;
  if (count == 2 && std::string_view(arguments[1]) == "--smoke") {
    span = std::chrono::milliseconds(1'500);
    streams = 40;
  } else if (count == 3 && std::string_view(arguments[1]) == "--seconds" && std::atoi(arguments[2]) > 0) {
    span = std::chrono::seconds(std::atoi(arguments[2]));
  } else if (count != 1) {
    std::fprintf(stderr, "portal_benchmark [--smoke | --seconds N]\n");
    return 2;
  }
  const absl::Status status = Run(span, streams);
  if (status.ok()) return 0;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  return 1;
}

}  // namespace
}  // namespace clientroute::benchmark

int main(int count, char** arguments) { return clientroute::benchmark::Main(count, arguments); }
