#include "services/portal/api/connect_error.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <array>
#include <memory>

#include "google/rpc/status.pb.h"
#include "services/platform/logging/json_text.h"
#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"

namespace clientroute::portal {
namespace {

constexpr std::string_view kDomain = "portal.clientroute";

struct Named {
  absl::StatusCode code;
  std::string_view name;
  int http;
};
// https://connectrpc.com/docs/protocol: Error Codes.
constexpr std::array kCodes = {
    Named{absl::StatusCode::kCancelled, "canceled", 499},
    Named{absl::StatusCode::kUnknown, "unknown", 500},
    Named{absl::StatusCode::kInvalidArgument, "invalid_argument", 400},
    Named{absl::StatusCode::kDeadlineExceeded, "deadline_exceeded", 504},
    Named{absl::StatusCode::kNotFound, "not_found", 404},
    Named{absl::StatusCode::kAlreadyExists, "already_exists", 409},
    Named{absl::StatusCode::kPermissionDenied, "permission_denied", 403},
    Named{absl::StatusCode::kResourceExhausted, "resource_exhausted", 429},
    Named{absl::StatusCode::kFailedPrecondition, "failed_precondition", 400},
    Named{absl::StatusCode::kAborted, "aborted", 409},
    Named{absl::StatusCode::kOutOfRange, "out_of_range", 400},
    Named{absl::StatusCode::kUnimplemented, "unimplemented", 501},
    Named{absl::StatusCode::kInternal, "internal", 500},
    Named{absl::StatusCode::kUnavailable, "unavailable", 503},
    Named{absl::StatusCode::kDataLoss, "data_loss", 500},
    Named{absl::StatusCode::kUnauthenticated, "unauthenticated", 401},
};

const Named& NamedOf(absl::StatusCode code) {
  for (const Named& named : kCodes) {
    if (named.code == code) return named;
  }
  return kCodes[1];
}

// The detail as JSON, where its type is known here; empty otherwise.
std::string DebugOf(const google::protobuf::Any& detail) {
  const std::string& url = detail.type_url();
  const auto* type =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(url.substr(url.rfind('/') + 1));
  if (type == nullptr) return {};
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  std::string json;
  if (!message->ParseFromString(detail.value())) return {};
  return google::protobuf::util::MessageToJsonString(*message, &json).ok() ? json : std::string();
}

std::string DetailJson(const google::protobuf::Any& detail) {
  std::string json = R"({"type":)";
  AppendJsonText(detail.type_url().substr(detail.type_url().rfind('/') + 1), json);
  std::string value = Base64(detail.value());
  while (value.ends_with('=')) value.pop_back();
  json += Cat(R"(,"value":")", value, "\"");
  if (const std::string debug = DebugOf(detail); !debug.empty()) json += Cat(R"(,"debug":)", debug);
  return json + "}";
}

}  // namespace

std::string_view ConnectCode(absl::StatusCode code) { return NamedOf(code).name; }
int ConnectHttpStatus(absl::StatusCode code) { return NamedOf(code).http; }

std::string ConnectErrorJson(const absl::Status& status) {
  google::rpc::Status wire;
  wire.ParseFromString(ToGrpc(status, kDomain).error_details());
  std::string json = Cat(R"({"code":")", ConnectCode(status.code()), R"(","message":)");
  AppendJsonText(wire.message(), json);
  json += R"(,"details":[)";
  for (int i = 0; i < wire.details_size(); ++i) json += Cat(i == 0 ? "" : ",", DetailJson(wire.details(i)));
  return json + "]}";
}

HttpAnswer ConnectError(const absl::Status& status) {
  return MakeAnswer(ConnectHttpStatus(status.code()), "application/json", ConnectErrorJson(status));
}

}  // namespace clientroute::portal
