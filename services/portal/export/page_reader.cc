#include "services/portal/export/page_reader.h"

#include <google/protobuf/util/json_util.h>

#include <future>
#include <utility>

#include "grpcpp/client_context.h"
#include "services/platform/status/status.h"
#include "services/portal/api/json_codec.h"

namespace clientroute::portal {
namespace {

using google::protobuf::Message;

std::unique_ptr<Message> New(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

constexpr std::size_t kWhyBytesMost = 300;

}  // namespace

PageReader::PageReader(const ApiMethod* method, const ListShape& shape, Caller caller, SharedExchange exchange)
    : method_(method),
      shape_(shape),
      caller_(std::move(caller)),
      exchange_(std::move(exchange)),
      request_(New(method->descriptor->input_type())) {}

absl::Status PageReader::SetRequest(std::string_view json, int page_rows) {
  const google::protobuf::StringPiece text(json.data(), json.size());
  if (!json.empty()) {
    const auto read = google::protobuf::util::JsonStringToMessage(text, request_.get());
    if (!read.ok()) {
      return Error(absl::StatusCode::kInvalidArgument, "JSON_INVALID",
                   CutText(std::string(read.message().data(), read.message().size()), kWhyBytesMost));
    }
  }
  request_->GetReflection()->SetInt32(request_.get(), shape_.page_size, page_rows);
  request_->GetReflection()->SetString(request_.get(), shape_.page_token, "");
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Message>> PageReader::NextPage() const {
  /// Shared with whoever is told that the client went, which may be later than the answer.
  struct PageCall {
    grpc::ClientContext context;
    grpc::ByteBuffer request;
    grpc::ByteBuffer response;
    std::promise<grpc::Status> status;
  };
  auto call = std::make_shared<PageCall>();
  Prepare(caller_, &call->context);
  const grpc::Slice slice(request_->SerializeAsString());
  call->request = grpc::ByteBuffer(&slice, 1);
  exchange_->OnGone([weak = std::weak_ptr(call)] {
    if (const auto running = weak.lock()) running->context.TryCancel();
  });
  method_->stub->UnaryCall(&call->context, method_->grpc_path, {}, &call->request, &call->response,
                           [call](const grpc::Status& status) { call->status.set_value(status); });
  if (const grpc::Status status = call->status.get_future().get(); !status.ok()) return FromGrpc(status);
  auto page = New(method_->descriptor->output_type());
  if (!page->ParseFromString(BytesOf(call->response))) {
    return Error(absl::StatusCode::kInternal, "ANSWER_UNREADABLE", "the answer is not what its method says");
  }
  return page;
}

absl::Status PageReader::Read(const std::function<absl::Status(const Message&)>& row) {
  for (;;) {
    if (exchange_->gone()) return Error(absl::StatusCode::kCancelled, "CLIENT_GONE", "the client went away");
    CLIENTROUTE_ASSIGN(const std::unique_ptr<Message> page, NextPage());
    const auto* reflection = page->GetReflection();
    for (int i = 0; i < reflection->FieldSize(*page, shape_.rows); ++i) {
      CLIENTROUTE_RETURN_IF_ERROR(row(reflection->GetRepeatedMessage(*page, shape_.rows, i)));
    }
    std::string token = reflection->GetString(*page, shape_.next_page_token);
    if (token.empty()) return absl::OkStatus();
    request_->GetReflection()->SetString(request_.get(), shape_.page_token, std::move(token));
  }
}

}  // namespace clientroute::portal
