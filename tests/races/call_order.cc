// Linked into the programs of the preset tsan alone. gRPC is not instrumented, so that ThreadSanitizer does not see
// what every call gives: that its method runs after it was made, and that it was answered after its method ended. This
// tells it so, call by call: each carries a number, and nothing is said of calls that have nothing to do with each
// other.
#include <grpcpp/impl/server_builder_plugin.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/client_interceptor.h>
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
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      methods->GetSendInitialMetadata()->emplace(kNumber, std::to_string(number_));
      __tsan_release(&there[number_]);
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_MESSAGE)) __tsan_release(&there[number_]);
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_MESSAGE)) __tsan_acquire(&back[number_]);
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_STATUS)) __tsan_acquire(&back[number_]);
    methods->Proceed();
  }

 private:
  const std::size_t number_ = ++calls % kCalls;
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
  Interceptor* CreateClientInterceptor(grpc::experimental::ClientRpcInfo*) override { return new ClientSide(); }
};

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
  static ClientSides sides;
  grpc::experimental::RegisterGlobalClientInterceptorFactory(&sides);
  grpc::ServerBuilder::InternalAddPluginFactory(
      [] { return std::unique_ptr<grpc::ServerBuilderPlugin>(std::make_unique<CallOrder>()); });
  return true;
}();

}  // namespace
}  // namespace clientroute
