#ifndef CLIENTROUTE_SERVICES_PROVIDER_MISTAKES_H_
#define CLIENTROUTE_SERVICES_PROVIDER_MISTAKES_H_

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/provider/chance.h"
#include "services/provider/percentages.h"

// Mistakes that a provider makes on purpose: each spoils a message that was right, so that the municipality must find
// one known rule broken. Pure; thread-safe.

namespace clientroute::provider {

/// What a mistake may need to know of earlier messages; empty where there is none.
struct Earlier {
  std::string identification;  // of a message of the same kind
  std::string reference;       // of a request, or of a claim line
  std::string claim_number;
  std::string other_bsn;  // of another client
};

/// A row of the table of mistakes. A name that stands at several kinds has a row for each rule.
struct Mistake {
  std::string_view name;
  std::vector<int> kinds;        // 305, 307, 315, 317, 323
  std::string_view rule;         // that it breaks; `schema` for level 1
  std::string_view return_code;  // that it gets back; empty for none
  std::string_view says;         // in Dutch
  /// Changes the message; false, and nothing changes, when this message or what came before gives no occasion. Null for
  /// a mistake in the file itself, see BreakFile.
  bool (*spoil)(messaging::Message& message, const Earlier& earlier);
};
std::span<const Mistake> Mistakes();

/// The file without one element that its schema demands.
std::string BreakFile(std::string_view file);

/// How often, in a hundred, each is made, by its name.
using MistakeRates = Percentages;
/// Reads `wrong-product=3%,wrong-total`; without a percentage it is made every time. nullopt with why, in Dutch.
std::optional<MistakeRates> ParseMistakes(std::string_view text, std::string* why);

/// The first mistake of the table that chance makes in a message of this kind; null for none. `about` names the
/// message.
const Mistake* MistakeFor(int kind, std::string_view about, const MistakeRates& rates, const Chance& chance);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_MISTAKES_H_
