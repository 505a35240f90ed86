#ifndef CLIENTROUTE_TESTS_CONFORMANCE_MUTATION_H_
#define CLIENTROUTE_TESTS_CONFORMANCE_MUTATION_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/messaging/codec/schema_error.h"
#include "tests/conformance/random_message.h"

namespace clientroute::conformance {

/// What a mutant can be wrong in.
inline constexpr std::string_view kMutantKinds[] = {"structure", "types",       "lengths",    "code lists",
                                                    "order",     "cardinality", "namespaces", "bytes"};

/// A message with something changed in it.
struct Mutant {
  std::string bytes;
  std::string kind;    // one of kMutantKinds: of its first change
  std::string change;  // what was done to it, for a failing test
  /// Set when the change is one that the reader refuses, with this code, although a schema allows it.
  std::optional<messaging::SchemaErrorCode> stricter{};
};

/// Changes one to three things in a valid message: in its tree (elements dropped, repeated, swapped, moved, renamed,
/// emptied, put in another namespace; texts changed in every way that a type can be missed; attributes) or in its
/// bytes.
Mutant Mutate(std::string_view bytes, Choices& choices);

}  // namespace clientroute::conformance

#endif  // CLIENTROUTE_TESTS_CONFORMANCE_MUTATION_H_
