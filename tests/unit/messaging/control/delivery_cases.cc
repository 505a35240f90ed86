#include "tests/unit/messaging/control/content_cases.h"

namespace clientroute::messaging::content_cases {

std::vector<Case> DeliveryCases() {
  return {
      {"TR134", true, example::Start, kStarted, {{"Begindatum"_field, "2026-04-15"}}},
      {"TR134", false, example::Start, kStarted, {{"Begindatum"_field, "2026-04-16"}}, "Begindatum"},
      {"CS058", true, example::Start, kStarted, {{"StatusAanlevering"_field, "3"}}},
      {"CS058", false, example::Start, kStarted, {{"StatusAanlevering"_field, "2"}}, "StatusAanlevering"},
      {"CS058", false, example::Start, kStarted, {{"StatusAanlevering"_field, "9"}}, "StatusAanlevering"},
      {"TR101", false, example::Start, kSecondStarted, {{"ToewijzingNummer"_field, "1001"}}},
      {"TR101",
       true,
       example::Start,
       kSecondStarted,
       {{"ToewijzingNummer"_field, "1001"}, {"Begindatum"_field, "2026-04-11"}}},
      {"TR134", true, example::Stop, kStopped, {{"Einddatum"_field, "2026-04-15"}}},
      {"TR134", false, example::Stop, kStopped, {{"Einddatum"_field, "2026-04-16"}}, "Einddatum"},
      {"TR134", false, example::Stop, kStopped, {{"Begindatum"_field, "2026-04-16"}}, "Begindatum", {"TR018"}},
      {"TR018", true, example::Stop, kStopped, {{"Einddatum"_field, "2026-03-10"}}},
      {"TR018", false, example::Stop, kStopped, {{"Einddatum"_field, "2026-03-09"}}, "Einddatum"},
      {"CS058", true, example::Stop, kStopped, {{"StatusAanlevering"_field, "3"}}},
      {"CS058", false, example::Stop, kStopped, {{"StatusAanlevering"_field, "2"}}, "StatusAanlevering"},
  };
}

}  // namespace clientroute::messaging::content_cases
