#ifndef CLIENTROUTE_SERVICES_PROVIDER_NEW_CLIENT_H_
#define CLIENTROUTE_SERVICES_PROVIDER_NEW_CLIENT_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/provider/book.h"
#include "services/provider/chance.h"
#include "services/provider/letter_writer.h"
#include "services/provider/profile.h"

// Someone who is new to a provider in a box: who he is and what is asked for him. Chance hangs on what he is named by.

namespace clientroute::provider {

/// Ages of those of whom nothing else is known: children who go to school, and adults who need support.
struct Ages {
  int least = 0;
  int most = 0;
};
Ages UsualAges(std::string_view standard);

struct NewClient {
  std::string about;  // names him, once for all
  std::string provider;
  std::string municipality;
  std::string standard;
  std::string code;      // of the product
  std::string referrer;  // TypeVerwijzer
  Ages ages;             // in whole years, both included
};

/// The referrer of most: a general practitioner.
inline constexpr std::string_view kGeneralPractitioner = "02";

/// A person who is nobody, new in the books: a number for tests that keeps the eleven test (CS002), and a made-up name.
/// Errors: ResourceExhausted PROVIDER_NUMBERS_USED; those of Connection.
absl::StatusOr<Person> MakePerson(Connection& connection, const Chance& chance, const NewClient& client, Date today);

/// What is asked for him: from when, how long and how much. `about` names him and his provider.
AskedProduct AskFor(const Chance& chance, std::string_view about, const Offer& offer, const Tariff& tariff, Date today);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_NEW_CLIENT_H_
