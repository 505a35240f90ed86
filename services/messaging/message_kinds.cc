#include "services/messaging/message_kinds.h"

#include <iterator>
#include <string>
#include <string_view>

namespace clientroute::messaging {
namespace {

struct LawStandard {
  Law law;
  Standard standard;
  std::string_view prefix;  // of the names of its messages
};
constexpr LawStandard kStandards[] = {
    {Law::kJeugdwet, Standard::kIjw, "JW"},
    {Law::kWmo, Standard::kIwmo, "WMO"},
};

struct AnswerTerm {
  MessageNumber number;
  int working_days;
};
/// Those that have another term than that of a return message.
constexpr AnswerTerm kAnswerTerms[] = {{kClaimMessage, 10}};

}  // namespace

Law LawOf(const MessageSchema& schema) {
  for (const LawStandard& row : kStandards) {
    if (row.standard == schema.release().standard) return row.law;
  }
  return Law::kJeugdwet;
}

const MessageSchema* FindKind(Law law, MessageNumber number) {
  for (const LawStandard& row : kStandards) {
    if (row.law == law) return Catalogue::Default().FindByName(std::string(row.prefix) + std::to_string(number));
  }
  return nullptr;
}

int AnswerTermWorkingDays(MessageNumber number) {
  for (const AnswerTerm& term : kAnswerTerms) {
    if (term.number == number) return term.working_days;
  }
  return kReturnTermWorkingDays;
}

}  // namespace clientroute::messaging
