#ifndef CLIENTROUTE_TESTS_HUB_MESSAGE_LABEL_H_
#define CLIENTROUTE_TESTS_HUB_MESSAGE_LABEL_H_

#include <string>
#include <string_view>

namespace clientroute::hub {

/// What a hub must know of a message to pass it on.
struct MessageLabel {
  std::string kind;            // `JW305`
  std::string provider;        // AGB code; empty when it cannot be told
  std::string identification;  // its own; of a return message IdentificatieRetour
  bool is_return = false;
  /// Names the forward message that it is, or that it answers: provider, kind and identification. One word.
  std::string key;
};

/// Of bytes that may be no message at all: then `named` (a function, or a file's name) tells the kind as far as it
/// does, and all else is empty. Pure.
MessageLabel LabelOf(std::string_view bytes, std::string_view named);

}  // namespace clientroute::hub

#endif  // CLIENTROUTE_TESTS_HUB_MESSAGE_LABEL_H_
