// Races on purpose, so that it can be seen whether they are found: race_probe counter|bytes|handler|callback|guarded
#include <array>
#include <cstdio>
#include <cstring>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/platform/server/server.h"

namespace clientroute {
namespace {

constexpr int kTurns = 500;

void TwiceAtOnce(const std::function<void()>& work) {
  std::thread other(work);
  work();
  other.join();
}

int counter = 0;
std::mutex mutex;
std::array<char, 256> bytes = {};

void Count() {
  for (int i = 0; i < kTurns; ++i) ++counter;
}

void CountGuarded() {
  for (int i = 0; i < kTurns; ++i) {
    const std::lock_guard lock(mutex);
    ++counter;
  }
}

/// By the library function that copies, not by instructions of ours.
void CopyBytes() {
  for (std::size_t i = 0; i < kTurns; ++i) std::memmove(bytes.data(), bytes.data() + 1, bytes.size() / 2 + i % 2);
}

/// Called by threads of gRPC, which is not instrumented.
class Sink final : public platform::v1::EventSink::Service {
  grpc::Status Deliver(grpc::ServerContext*, const platform::v1::DeliverRequest*,
                       platform::v1::DeliverResponse*) override {
    ++counter;
    return grpc::Status::OK;
  }
};

/// The same by callbacks.
class CallbackSink final : public platform::v1::EventSink::CallbackService {
  grpc::ServerUnaryReactor* Deliver(grpc::CallbackServerContext* context, const platform::v1::DeliverRequest*,
                                    platform::v1::DeliverResponse*) override {
    ++counter;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

void CallHandler(grpc::Service* sink) {
  auto server = StartServer("", {sink});
  if (!server.ok()) return;
  auto stub = platform::v1::EventSink::NewStub((*server)->InProcess());
  TwiceAtOnce([&] {
    for (int i = 0; i < kTurns; ++i) {
      grpc::ClientContext context;
      platform::v1::DeliverResponse answer;
      stub->Deliver(&context, platform::v1::DeliverRequest(), &answer);
    }
  });
}

int Run(std::string_view kind) {
  if (kind == "counter") {
    TwiceAtOnce(Count);
  } else if (kind == "bytes") {
    TwiceAtOnce(CopyBytes);
  } else if (kind == "handler") {
    Sink sink;
    CallHandler(&sink);
  } else if (kind == "callback") {
    CallbackSink sink;
    CallHandler(&sink);
  } else if (kind == "guarded") {
    TwiceAtOnce(CountGuarded);
  } else {
    std::fprintf(stderr, "race_probe: counter, bytes, handler, callback or guarded\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace clientroute

int main(int count, char** words) { return clientroute::Run(count == 2 ? words[1] : ""); }
