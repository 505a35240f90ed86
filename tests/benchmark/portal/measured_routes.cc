#include "tests/benchmark/portal/measured_routes.h"

#include <chrono>

namespace clientroute::benchmark {
namespace {

using orchestrator::v1::WatchRouteResponse;

constexpr std::chrono::milliseconds kTick{1'000};

}  // namespace

class MeasuredRoutes::Stream final : public grpc::ServerWriteReactor<WatchRouteResponse> {
 public:
  explicit Stream(MeasuredRoutes* routes) : routes_(routes) {
    response_.set_route("routes/3f2504e0-4f89-51d3-9a0c-0305e82c3301");
    response_.set_state("placing");
    response_.set_state_title("Plaatsing wordt gezocht");
  }
  /// Under the lock of the routes.
  void Tick() {
    if (!writing_ && !ended_) {
      writing_ = true;
      StartWrite(&response_);
    }
  }
  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(routes_->mutex_);
    writing_ = false;
    if (!ok || cancelled_) FinishOnce();
  }
  void OnCancel() override {
    const std::lock_guard lock(routes_->mutex_);
    cancelled_ = true;
    if (!writing_) FinishOnce();
  }
  void OnDone() override {
    {
      const std::lock_guard lock(routes_->mutex_);
      routes_->streams_.erase(this);
    }
    delete this;
  }

 private:
  void FinishOnce() {
    if (!ended_) Finish(grpc::Status::CANCELLED);
    ended_ = true;
  }

  MeasuredRoutes* const routes_;
  WatchRouteResponse response_;
  bool writing_ = false;
  bool cancelled_ = false;
  bool ended_ = false;
};

MeasuredRoutes::MeasuredRoutes(CallStack stack) : calls_(std::move(stack)) {
  ticker_ = std::thread([this] {
    for (bool ending = false; !ending;) {
      std::this_thread::sleep_for(kTick);
      const std::lock_guard lock(mutex_);
      for (Stream* stream : streams_) stream->Tick();
      ending = ending_;
    }
  });
}

MeasuredRoutes::~MeasuredRoutes() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  ticker_.join();
}

grpc::Status MeasuredRoutes::CountRoutes(grpc::ServerContext* context,
                                         const orchestrator::v1::CountRoutesRequest* request,
                                         orchestrator::v1::CountRoutesResponse* answer) {
  return calls_.Read(context, "clientroute.orchestrator.v1.RouteOperations/CountRoutes", *request,
                     [&](const CallContext&) {
                       auto* count = answer->add_counts();
                       count->set_value("placing");
                       count->set_title("Plaatsing wordt gezocht");
                       count->set_count(1'204);
                       answer->set_total(1'204);
                       return absl::OkStatus();
                     });
}

grpc::ServerWriteReactor<WatchRouteResponse>* MeasuredRoutes::WatchRoute(
    grpc::CallbackServerContext* /*context*/, const orchestrator::v1::WatchRouteRequest* /*request*/) {
  auto* stream = new Stream(this);
  const std::lock_guard lock(mutex_);
  streams_.insert(stream);
  return stream;
}

}  // namespace clientroute::benchmark
