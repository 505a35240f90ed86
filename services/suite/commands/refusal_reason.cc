#include "services/suite/commands/refusal_reason.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

namespace access = clientroute::access::v1;

struct Refusal {
  access::RefusalReason reason;
  std::string_view flag;
};
constexpr Refusal kRefusals[] = {
    {access::NOT_A_CHANGE, "geen-wijziging"},        {access::EXCEEDS_BUDGET, "budget"},
    {access::NO_CONTRACT, "geen-contract"},          {access::OUTSIDE_CONTRACT, "buiten-contract"},
    {access::OTHER_MUNICIPALITY, "andere-gemeente"}, {access::STACKING, "stapeling"},
    {access::CARE_NOT_SUITABLE, "zorginhoud"},       {access::RESIDENCE_PRINCIPLE, "woonplaats"},
    {access::AGE_LIMIT_REACHED, "leeftijd"},
};

}  // namespace

absl::StatusOr<access::RefusalReason> ParseRefusal(const Arguments& arguments) {
  if (!arguments.Has("reason")) return access::REFUSAL_REASON_UNSPECIFIED;
  const std::string name = arguments.Text("reason");
  const auto* found = std::ranges::find(kRefusals, name, &Refusal::flag);
  if (found != std::end(kRefusals)) return found->reason;
  std::string known;
  for (const Refusal& one : kRefusals) known += Cat(known.empty() ? "" : ", ", one.flag);
  return WrongUse(Cat("--reason kent '", name, "' niet; wel ", known));
}

}  // namespace clientroute::suite
