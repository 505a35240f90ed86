#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_WORDS_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_WORDS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"

/// The values of enums as people type them. Pure, thread-safe.
namespace clientroute::suite {

/// The word for a value: `multi-bevestigd` for MULTI_CONFIRMED of Conference.Outcome; one without a Dutch word goes by
/// its name, in small letters.
std::string WordOf(const google::protobuf::EnumValueDescriptor& value);
/// All of an enum: `multi-bevestigd, mono-volstaat of escaleren`.
std::string WordsOf(const google::protobuf::EnumDescriptor& values);
/// The number of the value that a word names, by its Dutch word or its own name (`multi-confirmed`). Errors: WRONG_USE,
/// which lists the words; `flag` says where it was typed.
absl::StatusOr<int> ParseWord(std::string_view flag, const std::string& word,
                              const google::protobuf::EnumDescriptor& values);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_DUTCH_WORDS_H_
