#ifndef CLIENTROUTE_SERVICES_PLATFORM_CONFIG_TEXT_CONFIG_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CONFIG_TEXT_CONFIG_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace clientroute {

/// Reads a textproto file into `message`. InvalidArgument CONFIG_INVALID says file, line, column and what is wrong (unknown field,
/// wrong type, …); NotFound CONFIG_MISSING when there is no such file.
absl::Status ReadTextProto(const std::string& path, google::protobuf::Message* message);

/// Sets top-level scalar fields from the environment: field `grpc_address` from `CLIENTROUTE_GRPC_ADDRESS`. InvalidArgument
/// CONFIG_INVALID names the variable when its value does not fit the field.
absl::Status OverrideFromEnvironment(google::protobuf::Message* message);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CONFIG_TEXT_CONFIG_H_
