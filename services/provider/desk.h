#ifndef CLIENTROUTE_SERVICES_PROVIDER_DESK_H_
#define CLIENTROUTE_SERVICES_PROVIDER_DESK_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/date.h"
#include "services/provider/behaviour.h"
#include "services/provider/mistakes.h"
#include "services/provider/profile.h"

namespace clientroute::provider {

/// What the parts of a provider in a box share while they work on a day. One thread.
struct Desk {
  std::map<std::string, Profile, std::less<>> profiles;  // by AGB code
  Chance chance{1};
  Habits habits;
  MistakeRates mistakes;
  Date today;
  std::vector<std::string> said;  // to be told once the transaction is committed

  void Say(std::string line) { said.push_back(std::move(line)); }
};

/// How often something that was returned is sent again before it is given up.
inline constexpr int kAttempts = 3;

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_DESK_H_
