#include "services/suite/demo/request_answers.h"

#include <map>
#include <set>
#include <tuple>

#include "services/messaging/inbound_content.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/message_reading.h"

namespace clientroute::suite {
namespace {

/// Standard, provider and its reference.
using Asked = std::tuple<std::string, std::string, std::string>;

struct Answers {
  int told = 0;          // allocation messages with the reference, which goes out once (TR379)
  int refused = 0;       // answers that refuse
  int investigated = 0;  // answers that it is under investigation
};

bool EndsWith(const StoryFile& file, std::string_view number) { return file.kind.ends_with(number); }
bool IsRequest(std::string_view kind) { return kind.ends_with("315") || kind.ends_with("317"); }
/// `JW` or `WMO`.
std::string StandardOf(std::string_view kind) { return std::string(kind.substr(0, kind.size() - 3)); }

absl::StatusOr<std::map<Asked, Answers>> CountAnswers(std::span<const StoryFile> files) {
  std::map<Asked, Answers> counted;
  for (const StoryFile& file : files) {
    if (file.inbound || (!EndsWith(file, "301") && !EndsWith(file, "319"))) continue;
    CLIENTROUTE_ASSIGN(const messaging::Message message, ParseFile(file));
    const std::string provider(message.receiver());
    const auto of = [&](const std::string& reference) -> Answers& {
      return counted[{StandardOf(file.kind), provider, reference}];
    };
    if (EndsWith(file, "319")) {
      CLIENTROUTE_ASSIGN(const RequestAnswer answer, ReadRequestAnswer(file));
      ++(answer.answer == kRequestRefused ? of(answer.reference).refused : of(answer.reference).investigated);
      continue;
    }
    CLIENTROUTE_ASSIGN(const auto products, ReadAllocations(file));
    std::set<std::string> references;
    for (const AllocatedProduct& product : products) {
      if (!product.reference.empty()) references.insert(product.reference);
    }
    for (const std::string& reference : references) ++of(reference).told;
  }
  return counted;
}

std::string Fault(const Answers& answers, bool all_answered) {
  if (answers.told == 0 && answers.refused == 0 && all_answered) return "kreeg geen antwoord";
  if (answers.told > 0 && answers.refused > 0) return "is toegewezen en afgewezen";
  if (answers.told > 1) return Cat("is ", answers.told, " keer toegewezen");
  if (answers.refused > 1) return Cat("is ", answers.refused, " keer afgewezen");
  if (answers.investigated > 1) return Cat("kreeg ", answers.investigated, " keer te horen dat het in onderzoek is");
  return "";
}

}  // namespace

absl::StatusOr<std::vector<std::string>> WronglyAnswered(std::span<const StoryFile> files,
                                                         std::span<const messaging::v1::Message* const> messages,
                                                         bool all_answered) {
  using messaging::Message;
  std::map<Asked, const messaging::v1::Message*> approved;  // by identification
  for (const messaging::v1::Message* message : messages) {
    const bool asks = message->direction() == messaging::v1::Message::IN && IsRequest(message->kind());
    if (!asks || message->state() != messaging::v1::Message::ACCEPTED) continue;
    approved[{message->kind(), message->provider(), message->identification()}] = message;
  }
  CLIENTROUTE_ASSIGN(auto counted, CountAnswers(files));
  std::vector<std::string> faults;
  for (const StoryFile& file : files) {
    if (!file.inbound || !IsRequest(file.kind)) continue;
    CLIENTROUTE_ASSIGN(const Message message, ParseFile(file));
    const std::string provider(message.sender());
    const auto found = approved.find({file.kind, provider, std::string(message.identification())});
    if (found == approved.end()) continue;
    bool open = false;
    for (const std::string& reference : messaging::RequestReferencesIn(message)) {
      const Answers& answers = counted[{StandardOf(file.kind), provider, reference}];
      const std::string fault = Fault(answers, all_answered);
      if (!fault.empty()) faults.push_back(Cat(file.kind, " ", reference, " ", fault));
      open = open || (answers.told == 0 && answers.refused == 0);
    }
    if (open != found->second->has_answer_due_date()) {
      faults.push_back(Cat(file.kind, " ", found->second->identification(),
                           open ? ": er loopt geen termijn" : ": de termijn loopt nog, al is het beantwoord"));
    }
  }
  return faults;
}

}  // namespace clientroute::suite
