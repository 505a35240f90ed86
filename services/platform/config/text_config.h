#ifndef CLIENTROUTE_SERVICES_PLATFORM_CONFIG_TEXT_CONFIG_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CONFIG_TEXT_CONFIG_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace clientroute {

/// Reads a textproto file into `message`, replacing what it held; on an error it is left as it was. InvalidArgument
/// CONFIG_INVALID says file, line and column (both from 1) and what is wrong (unknown field, wrong type, …), or that
/// the file cannot be read or is over 16 MB; NotFound CONFIG_MISSING when there is no such file.
absl::Status ReadTextProto(const std::string& path, google::protobuf::Message* message);

/// Sets top-level single fields from the environment: field `grpc_address` from `CLIENTROUTE_GRPC_ADDRESS`; a flag is
/// `true`, `1`, `false` or `0`, an enum the name of its value. InvalidArgument CONFIG_INVALID names the variable when
/// its value does not fit the field, or the field is a list or a message; then nothing is set. Call before other
/// threads change the environment.
absl::Status OverrideFromEnvironment(google::protobuf::Message* message);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CONFIG_TEXT_CONFIG_H_
