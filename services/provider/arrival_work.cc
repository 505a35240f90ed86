#include "services/provider/arrival_work.h"

#include <algorithm>
#include <string>

#include "services/messaging/standard/catalogue.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/money.h"
#include "services/provider/book_store.h"
#include "services/provider/claim_store.h"
#include "services/provider/letter_reader.h"
#include "services/provider/post_store.h"

namespace clientroute::provider {
namespace {

using messaging::Message;

constexpr int kAllocationNumber = 301;
constexpr int kAnswerNumber = 319;
constexpr int kClaimAnswerNumber = 325;

/// Puts what the table says in the agenda. `like` carries parties, subject and what else the entries share.
absl::Status AddPlans(Connection& connection, const std::vector<Plan>& plans, Entry like) {
  for (const Plan& plan : plans) {
    like.act = plan.act;
    like.habit = plan.habit;
    like.due = plan.due;
    like.detail = plan.fact.ToString();
    CLIENTROUTE_RETURN_IF_ERROR(AddEntry(connection, like));
  }
  return absl::OkStatus();
}

absl::Status PlanFor(Desk& desk, Connection& connection, Happening happening, std::string_view about, Date from,
                     std::optional<Date> last, const Entry& like) {
  return AddPlans(connection, WhatToDo(happening, about, from, last, desk.today, desk.chance, desk.habits), like);
}

Entry EntryAbout(const Allocation& allocation) {
  Entry entry;
  entry.provider = allocation.provider;
  entry.municipality = allocation.municipality;
  entry.standard = allocation.standard;
  entry.subject = allocation.id;
  return entry;
}

/// By whom it is for and not by its number, which hangs on who was allocated before him.
std::string KeyOf(const Allocation& allocation) {
  return Cat(allocation.provider, "/", allocation.municipality, "/", allocation.standard, "/", allocation.bsn, "/",
             allocation.category, "/", allocation.code, "/", allocation.first.ToString());
}

/// What an allocation that is known becomes by what is told of it now.
absl::Status TakeKnown(Desk& desk, Connection& connection, const ToldAllocation& told, Allocation known) {
  const bool end_moved = told.allocation.last != known.last;
  known.first = told.allocation.first;
  known.last = told.allocation.last;
  known.amount = told.allocation.amount;
  known.unit = told.allocation.unit;
  known.frequency = told.allocation.frequency;
  known.budget_cents = told.allocation.budget_cents;
  if (told.removed) known.state = CareState::kTakenBack;
  CLIENTROUTE_RETURN_IF_ERROR(SaveAllocation(connection, &known));
  if (told.removed) {
    desk.Say(Cat("  toewijzing ", known.number, " is verwijderd"));
    return DropEntries(connection, known.id);
  }
  if (!end_moved || known.state == CareState::kEnded) return absl::OkStatus();
  desk.Say(Cat("  toewijzing ", known.number, " loopt nu ",
               known.last ? Cat("tot en met ", known.last->ToDutch()) : std::string("door")));
  if (known.state == CareState::kAwaited || !known.began) return absl::OkStatus();
  // The care goes on to its new end, whatever was meant before.
  CLIENTROUTE_RETURN_IF_ERROR(DropEntries(connection, known.id));
  const Habits done = {
      {"ask-change", 0}, {"correct-start", 0}, {"take-back-start", 0}, {"pause", 0}, {"leave-early", 0}};
  return AddPlans(
      connection,
      WhatToDo(Happening::kStartApproved, KeyOf(known), *known.began, known.last, desk.today, desk.chance, done),
      EntryAbout(known));
}

absl::Status TakeAllocations(Desk& desk, Connection& connection, const Message& message) {
  CLIENTROUTE_RETURN_IF_ERROR(SavePerson(connection, PersonIn(message)));
  for (const ToldAllocation& told : AllocationsIn(message)) {
    if (!told.reference.empty()) {
      CLIENTROUTE_RETURN_IF_ERROR(
          SaveRequestState(connection, told.allocation.provider, told.reference, RequestState::kGranted));
    }
    CLIENTROUTE_ASSIGN(const auto known, FindAllocation(connection, told.allocation));
    if (known) {
      CLIENTROUTE_RETURN_IF_ERROR(TakeKnown(desk, connection, told, *known));
      continue;
    }
    Allocation fresh = told.allocation;
    if (told.removed) fresh.state = CareState::kTakenBack;
    CLIENTROUTE_RETURN_IF_ERROR(SaveAllocation(connection, &fresh));
    desk.Say(Cat("  toewijzing ", fresh.number, ": ", fresh.code.empty() ? fresh.category : fresh.code, " van ",
                 fresh.first.ToDutch(), fresh.last ? Cat(" tot en met ", fresh.last->ToDutch()) : std::string()));
    if (told.removed || (fresh.last && *fresh.last < desk.today)) continue;
    CLIENTROUTE_RETURN_IF_ERROR(PlanFor(desk, connection, Happening::kAllocated, KeyOf(fresh),
                                        std::max(fresh.first, desk.today), fresh.last, EntryAbout(fresh)));
  }
  return absl::OkStatus();
}

absl::Status TakeAnswers(Desk& desk, Connection& connection, const std::string& provider, const Message& message) {
  for (const ToldAnswer& told : AnswersIn(message)) {
    CLIENTROUTE_RETURN_IF_ERROR(
        SaveRequestState(connection, provider, told.reference,
                         told.refused ? RequestState::kRefused : RequestState::kUnderInvestigation));
    desk.Say(Cat("  verzoek ", told.reference, told.refused ? " is afgewezen" : " is in onderzoek"));
  }
  return absl::OkStatus();
}

/// What follows on the approval of what was reported about an allocation.
absl::Status TakeApproval(Desk& desk, Connection& connection, const Letter& letter) {
  if (letter.act == Act::kAsk || letter.act == Act::kAskChange) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(Allocation allocation, LoadAllocation(connection, letter.subject));
  const Date fact = Date::Parse(letter.detail).value_or(desk.today);
  Happening happening = Happening::kStartApproved;
  switch (letter.act) {
    case Act::kStart:
      break;
    case Act::kPause:
      happening = Happening::kPauseApproved;
      break;
    case Act::kStop:
      happening = Happening::kStopApproved;
      break;
    case Act::kRemoveStart:
      happening = letter.habit == "take-back-start" ? Happening::kStartTakenBack : Happening::kStartCorrected;
      if (allocation.began) CLIENTROUTE_RETURN_IF_ERROR(DropStay(connection, allocation.id, *allocation.began));
      allocation.state = CareState::kAwaited;
      break;
    case Act::kRemoveStop:
      happening = Happening::kStopTakenBack;
      if (allocation.began) {
        CLIENTROUTE_RETURN_IF_ERROR(EndStay(connection, allocation.id, *allocation.began, std::nullopt));
      }
      allocation.state = CareState::kInCare;
      break;
    default:
      return absl::OkStatus();
  }
  if (allocation.state == CareState::kTakenBack) return absl::OkStatus();
  const Date from = allocation.began && letter.act == Act::kRemoveStart ? *allocation.began : fact;
  CLIENTROUTE_RETURN_IF_ERROR(SaveAllocation(connection, &allocation));
  const std::string about = Cat(KeyOf(allocation), "/", from.ToString(), "/", letter.attempt);
  // What was corrected once is right; and a change is asked for once.
  const bool first = letter.habit == "start" || letter.habit == "resume" || letter.habit == "start-later";
  Habits habits = desk.habits;
  if (!first) habits["correct-start"] = habits["take-back-start"] = habits["ask-change"] = 0;
  if (letter.habit == "start-later") habits["take-back-start"] = habits["correct-start"] = 0;
  if (letter.habit == "resume") habits["pause"] = 0;
  if (letter.habit == "stop-corrected") habits["correct-stop"] = 0;
  return AddPlans(connection, WhatToDo(happening, about, from, allocation.last, desk.today, desk.chance, habits),
                  EntryAbout(allocation));
}

/// It is mended and sent again, a few times.
absl::Status SendAgain(Desk& desk, Connection& connection, const Letter& letter, const std::string& codes) {
  if (letter.act == Act::kAsk || letter.act == Act::kAskChange) {
    CLIENTROUTE_RETURN_IF_ERROR(SaveRequestState(
        connection, letter.provider, letter.detail.substr(0, letter.detail.find(' ')), RequestState::kReturned));
  }
  if (letter.attempt >= kAttempts) {
    desk.Say(Cat("  ", letter.kind, " ", letter.identification, " wordt opgegeven: ", codes));
    return absl::OkStatus();
  }
  Entry entry;
  entry.provider = letter.provider;
  entry.municipality = letter.municipality;
  entry.standard = letter.kind.substr(0, letter.kind.find('3'));
  entry.act = letter.act;
  entry.habit = letter.habit;
  entry.subject = letter.subject;
  entry.detail = letter.detail;
  entry.attempt = letter.attempt + 1;
  entry.due = AddWorkingDays(desk.today, 1);
  return AddEntry(connection, entry);
}

absl::Status TakeReturn(Desk& desk, Connection& connection, const std::string& provider, const Message& message) {
  const messaging::MessageSchema* forward = messaging::Catalogue::Default().ForwardOf(message.schema());
  CLIENTROUTE_ASSIGN(const auto letter, FindLetter(connection, provider, forward->name(), message.identification()));
  if (!letter) {
    desk.Say(Cat("  op ", forward->name(), " ", message.identification(), " wordt geen antwoord meer verwacht"));
    return absl::OkStatus();
  }
  const std::string codes = CodesOf(RemarksIn(message));
  CLIENTROUTE_RETURN_IF_ERROR(
      SaveOutcome(connection, letter->id, codes.empty() ? LetterOutcome::kApproved : LetterOutcome::kWithCodes, codes));
  desk.Say(codes.empty() ? Cat("  ", letter->kind, " ", letter->identification, " is goedgekeurd")
                         : Cat("  ", letter->kind, " ", letter->identification, " is afgekeurd: ", codes,
                               letter->mistake.empty() ? "" : Cat(" (", letter->mistake, ")")));
  return codes.empty() ? TakeApproval(desk, connection, *letter) : SendAgain(desk, connection, *letter, codes);
}

/// The lines of the claim by what the answer says of them. What is refused under a reference that was never used is the
/// line that a mistake spoiled: the first debit line.
absl::Status TakeLines(Desk& desk, Connection& connection, const ClaimBook& claim, const ToldClaim& told) {
  CLIENTROUTE_ASSIGN(const std::vector<ClaimLine> lines, ListLines(connection, claim.id));
  std::map<std::int64_t, std::string> refused;
  for (const auto& [reference, codes] : told.refused_lines) {
    auto line = std::find_if(lines.begin(), lines.end(),
                             [&, &name = reference](const ClaimLine& one) { return one.reference == name; });
    if (line == lines.end()) {
      line = std::find_if(lines.begin(), lines.end(), [](const ClaimLine& one) { return one.credits.empty(); });
    }
    if (line != lines.end()) refused[line->id] = codes;
  }
  const Debtor debtor{claim.provider, claim.municipality, claim.standard};
  for (const ClaimLine& line : lines) {
    const auto found = refused.find(line.id);
    if (told.whole_refused || found != refused.end()) {
      CLIENTROUTE_RETURN_IF_ERROR(
          SaveLineState(connection, line.id, LineState::kRefused, told.whole_refused ? told.codes : found->second));
      continue;
    }
    CLIENTROUTE_RETURN_IF_ERROR(SaveLineState(connection, line.id, LineState::kGranted, ""));
    if (!line.credits.empty()) {
      CLIENTROUTE_RETURN_IF_ERROR(MarkCredited(connection, debtor, line.credits));
      continue;
    }
    // One that is claimed less is not taken back again.
    if (line.volume < 2) continue;
    Entry entry;
    entry.provider = claim.provider;
    entry.municipality = claim.municipality;
    entry.standard = claim.standard;
    entry.subject = line.id;
    CLIENTROUTE_RETURN_IF_ERROR(PlanFor(desk, connection, Happening::kLineGranted,
                                        Cat(claim.provider, "/", line.reference), desk.today, std::nullopt, entry));
  }
  return absl::OkStatus();
}

absl::Status TakeClaimAnswer(Desk& desk, Connection& connection, const std::string& provider, const Message& message) {
  const ToldClaim told = ClaimAnswerIn(message);
  const std::string kind = StandardOf(message) + "323";
  CLIENTROUTE_ASSIGN(const auto letter, FindLetter(connection, provider, kind, told.identification));
  if (!letter) {
    desk.Say(Cat("  op ", kind, " ", told.identification, " wordt geen antwoord meer verwacht"));
    return absl::OkStatus();
  }
  CLIENTROUTE_ASSIGN(const auto claim, LoadClaim(connection, letter->subject));
  if (!claim) return absl::OkStatus();
  const bool refused = told.whole_refused || !told.refused_lines.empty();
  std::string codes = told.codes;
  for (const auto& [reference, of_line] : told.refused_lines) {
    if (codes.find(of_line) == std::string::npos) codes += Cat(codes.empty() ? "" : " ", of_line);
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      SaveOutcome(connection, letter->id, refused ? LetterOutcome::kWithCodes : LetterOutcome::kApproved, codes));
  CLIENTROUTE_RETURN_IF_ERROR(SaveGranted(connection, claim->id, told.granted_cents));
  CLIENTROUTE_RETURN_IF_ERROR(TakeLines(desk, connection, *claim, told));
  desk.Say(Cat("  declaratie ", claim->number, ": ", Money::Cents(told.granted_cents).ToDutch(), " van ",
               Money::Cents(claim->submitted_cents).ToDutch(), " toegekend", codes.empty() ? "" : Cat("; ", codes),
               letter->mistake.empty() ? "" : Cat(" (", letter->mistake, ")")));
  if (!refused || letter->attempt >= kAttempts) return absl::OkStatus();
  Entry entry;
  entry.provider = provider;
  entry.municipality = claim->municipality;
  entry.standard = claim->standard;
  entry.attempt = letter->attempt + 1;
  for (const Plan& plan : WhatToDo(Happening::kClaimRefused, Cat(provider, "/", claim->number), desk.today,
                                   std::nullopt, desk.today, desk.chance, desk.habits)) {
    entry.act = plan.act;
    entry.habit = plan.habit;
    entry.due = plan.due;
    entry.detail = claim->month.ToString();
    CLIENTROUTE_RETURN_IF_ERROR(AddEntry(connection, entry));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status TakeMessage(Desk& desk, Connection& connection, std::int64_t arrival, const std::string& provider,
                         const std::string& municipality, const Message& message) {
  desk.Say(Cat(desk.today.ToDutch(), "  ", municipality, " -> ", provider, "  ", message.schema().name(), " ",
               message.identification()));
  if (message.schema().is_return()) return TakeReturn(desk, connection, provider, message);
  if (message.number() == kClaimAnswerNumber) return TakeClaimAnswer(desk, connection, provider, message);
  if (message.number() == kAllocationNumber) {
    CLIENTROUTE_RETURN_IF_ERROR(TakeAllocations(desk, connection, message));
  } else if (message.number() == kAnswerNumber) {
    CLIENTROUTE_RETURN_IF_ERROR(TakeAnswers(desk, connection, provider, message));
  } else {
    return absl::OkStatus();  // nothing that a municipality sends
  }
  Entry entry;
  entry.provider = provider;
  entry.municipality = municipality;
  entry.standard = StandardOf(message);
  entry.subject = arrival;
  return PlanFor(desk, connection, Happening::kForwardCame,
                 Cat(provider, "/", municipality, "/", message.schema().name(), "/", PersonIn(message).bsn, "/",
                     desk.today.ToString()),
                 desk.today, std::nullopt, entry);
}

}  // namespace clientroute::provider
