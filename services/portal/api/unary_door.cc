#include "services/portal/api/unary_door.h"

#include <memory>
#include <string>
#include <utility>

#include "grpcpp/client_context.h"
#include "services/platform/status/status.h"
#include "services/portal/api/caller_of.h"
#include "services/portal/api/connect_error.h"
#include "services/portal/http/compression.h"

namespace clientroute::portal {
namespace {

/// What a call needs until its answer is there.
struct UnaryCall {
  std::unique_ptr<RunningCalls::Token> token;  // first, so that it goes last
  SharedExchange exchange;
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
};

absl::Status CheckProtocol(const HttpRequest& request) {
  const std::string_view type = request.Header("content-type");
  if (type.substr(0, type.find(';')) != "application/json") {
    return Error(absl::StatusCode::kInvalidArgument, "CONTENT_TYPE", "the Content-Type is not application/json");
  }
  if (const std::string_view coding = request.Header("content-encoding"); !coding.empty() && coding != "identity") {
    return Error(absl::StatusCode::kUnimplemented, "CONTENT_ENCODING", "a compressed request is not read");
  }
  if (const std::string_view version = request.Header("connect-protocol-version"); !version.empty() && version != "1") {
    return Error(absl::StatusCode::kInvalidArgument, "CONNECT_VERSION", "the Connect-Protocol-Version is not 1");
  }
  return absl::OkStatus();
}

/// Fills the call from the request.
absl::Status PrepareCall(const HttpRequest& request, const Session& session, const ApiMethod& method,
                         const JsonCodec& codec, UnaryCall* call) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckProtocol(request));
  CLIENTROUTE_ASSIGN(Caller caller, CallerOf(session, request.Header("clientroute-purpose")));
  CLIENTROUTE_ASSIGN(caller.deadline, PatienceIn(request.Header("connect-timeout-ms")));
  CLIENTROUTE_ASSIGN(call->request, codec.ToWire(method.request_url, request.body));
  Prepare(caller, &call->context);
  return absl::OkStatus();
}

HttpAnswer AnswerOf(const JsonCodec& codec, const ApiMethod& method, const UnaryCall& call,
                    const grpc::Status& status) {
  if (!status.ok()) return ConnectError(FromGrpc(status));
  absl::StatusOr<std::string> json = codec.ToJson(method.response_url, call.response);
  if (!json.ok()) return ConnectError(json.status());
  HttpAnswer answer = MakeAnswer(200, "application/json", *std::move(json));
  CompressFor(call.exchange->request(), answer);
  return answer;
}

}  // namespace

void UnaryDoor::Call(const SharedExchange& exchange, const Session& session, const ApiMethod& method) {
  auto call = std::make_shared<UnaryCall>();
  call->token = running_.Begin();
  call->exchange = exchange;
  if (absl::Status ready = PrepareCall(exchange->request(), session, method, *codec_, call.get()); !ready.ok()) {
    return exchange->Answer(ConnectError(ready));
  }
  exchange->OnGone([weak = std::weak_ptr(call)] {
    if (const auto running = weak.lock()) running->context.TryCancel();
  });
  method.stub->UnaryCall(&call->context, method.grpc_path, {}, &call->request, &call->response,
                         [codec = codec_, &method, call](const grpc::Status& status) {
                           call->exchange->Answer(AnswerOf(*codec, method, *call, status));
                         });
}

}  // namespace clientroute::portal
