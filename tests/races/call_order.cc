// Linked into the programs of the preset tsan alone. gRPC is not instrumented, so that ThreadSanitizer does not see
// what every call gives: that its method runs after it was made, that it was answered after its method ended, and that
// a callback runs after what it belongs to was begun. This tells it so, call by call: each carries a number, and
// nothing is said of calls that have nothing to do with each other.
#include "tests/races/call_order.h"

#include <dlfcn.h>
#include <grpc/grpc.h>
#include <grpcpp/impl/server_builder_plugin.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/callback_common.h>
#include <grpcpp/support/server_interceptor.h>

#include <array>
#include <atomic>
#include <charconv>
#include <memory>
#include <string>
#include <vector>

extern "C" void __tsan_acquire(void* address);  // NOLINT(bugprone-reserved-identifier): the sanitizer's own
extern "C" void __tsan_release(void* address);  // NOLINT(bugprone-reserved-identifier)

namespace clientroute {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;

constexpr const char* kNumber = "test-call-order";
/// More than there are calls at a time.
constexpr std::size_t kCalls = 65'536;
std::atomic<std::size_t> calls = 0;
/// Places that stand for a call: on its way there, and on its way back.
std::array<char, kCalls> there;
std::array<char, kCalls> back;

class ClientSide final : public Interceptor {
 public:
  /// `own` is what the program has itself, and may be null.
  explicit ClientSide(Interceptor* own) : own_(own) {}
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      methods->GetSendInitialMetadata()->emplace(kNumber, std::to_string(number_));
      __tsan_release(&there[number_]);
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_MESSAGE)) __tsan_release(&there[number_]);
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_MESSAGE)) __tsan_acquire(&back[number_]);
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_STATUS)) __tsan_acquire(&back[number_]);
    if (own_ != nullptr) return own_->Intercept(methods);
    methods->Proceed();
  }

 private:
  const std::size_t number_ = ++calls % kCalls;
  const std::unique_ptr<Interceptor> own_;
};

class ServerSide final : public Interceptor {
 public:
  ServerSide() { __tsan_release(this); }
  // On whatever thread gRPC lets go of the call.
  ~ServerSide() override { __tsan_acquire(this); }
  ServerSide(const ServerSide&) = delete;
  ServerSide& operator=(const ServerSide&) = delete;
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_INITIAL_METADATA)) {
      const auto* sent = methods->GetRecvInitialMetadata();
      const auto found = sent->find(kNumber);
      if (found != sent->end()) std::from_chars(found->second.begin(), found->second.end(), number_);
      number_ %= kCalls;
      __tsan_acquire(&there[number_]);
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_MESSAGE)) __tsan_acquire(&there[number_]);
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_MESSAGE)) __tsan_release(&back[number_]);
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) __tsan_release(&back[number_]);
    __tsan_release(this);
    methods->Proceed();
  }

 private:
  std::size_t number_ = 0;
};

class ClientSides final : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  Interceptor* CreateClientInterceptor(grpc::experimental::ClientRpcInfo* info) override {
    return new ClientSide(own_ == nullptr ? nullptr : own_->CreateClientInterceptor(info));
  }
  void Follow(grpc::experimental::ClientInterceptorFactoryInterface* own) { own_ = own; }

 private:
  grpc::experimental::ClientInterceptorFactoryInterface* own_ = nullptr;
};
ClientSides client_sides;

class ServerSides final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo*) override { return new ServerSide(); }
};

/// The way to every server that is built.
class CallOrder final : public grpc::ServerBuilderPlugin {
 public:
  std::string name() override { return "call_order"; }
  void UpdateServerBuilder(grpc::ServerBuilder* builder) override {
    std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> sides;
    sides.push_back(std::make_unique<ServerSides>());
    builder->experimental().SetInterceptorCreators(std::move(sides));
  }
  void InitServer(grpc::ServerInitializer*) override {}
  void Finish(grpc::ServerInitializer*) override {}
  void ChangeArguments(const std::string&, void*) override {}
};

const bool kRegistered = [] {
  grpc::experimental::RegisterGlobalClientInterceptorFactory(&client_sides);
  grpc::ServerBuilder::InternalAddPluginFactory(
      [] { return std::unique_ptr<grpc::ServerBuilderPlugin>(std::make_unique<CallOrder>()); });
  return true;
}();

using Functor = grpc_completion_queue_functor;
using RunFunctor = void (*)(Functor*, int);

/// What gRPC's headers give to be run when something has been done, which nobody but they can name.
RunFunctor run_success = nullptr;
RunFunctor run_status = nullptr;
template <RunFunctor Run, RunFunctor* To>
struct Learn {
  static inline const bool kLearnt = [] {
    *To = Run;
    return true;
  }();
};
template struct Learn<&grpc::internal::CallbackWithSuccessTag::StaticRun, &run_success>;
template struct Learn<&grpc::internal::CallbackWithStatusTag::StaticRun, &run_status>;

template <RunFunctor* Run>
void RunInOrder(Functor* functor, int ok) {
  __tsan_acquire(functor);
  (*Run)(functor, ok);
}

}  // namespace

void FollowCallOrder(grpc::experimental::ClientInterceptorFactoryInterface* own) { client_sides.Follow(own); }

}  // namespace clientroute

/// Every operation on a call begins here. In place of gRPC's own, which it calls.
extern "C" __attribute__((no_sanitize("thread"))) grpc_call_error grpc_call_start_batch(grpc_call* call,
                                                                                        const grpc_op* ops,
                                                                                        std::size_t count, void* tag,
                                                                                        void* reserved) {
  using Begin = grpc_call_error (*)(grpc_call*, const grpc_op*, std::size_t, void*, void*);
  static const auto begin = reinterpret_cast<Begin>(dlsym(RTLD_NEXT, "grpc_call_start_batch"));
  if (tag != nullptr) {
    // A tag is anything; it is one that is run when it begins with how.
    auto* functor = static_cast<clientroute::Functor*>(tag);
    if (functor->functor_run == clientroute::run_success) {
      functor->functor_run = clientroute::RunInOrder<&clientroute::run_success>;
    } else if (functor->functor_run == clientroute::run_status) {
      functor->functor_run = clientroute::RunInOrder<&clientroute::run_status>;
    }
    __tsan_release(tag);
  }
  return begin(call, ops, count, tag, reserved);
}
