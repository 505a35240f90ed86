#include "services/provider/act_work.h"

#include <algorithm>
#include <sstream>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/provider/book_store.h"
#include "services/provider/claim_store.h"
#include "services/provider/letter_writer.h"
#include "services/provider/new_client.h"
#include "services/provider/post_store.h"

namespace clientroute::provider {
namespace {

using messaging::Message;

// StatusAanlevering.
constexpr std::string_view kFirst = "1";
constexpr std::string_view kRemove = "3";
/// JZ588 and its equal of iWmo: stopped for a while; according to plan.
constexpr std::string_view kForAWhile = "20";
constexpr std::string_view kAccordingToPlanYouth = "31";
constexpr std::string_view kAccordingToPlanSocial = "19";

std::string_view PlannedEnd(const Allocation& allocation) {
  return allocation.standard == kYouth ? kAccordingToPlanYouth : kAccordingToPlanSocial;
}

Date FactOf(const Entry& entry, Date otherwise) { return Date::Parse(entry.detail).value_or(otherwise); }

/// Whether the books still ask for the act. What was returned is asked again as it was.
bool Fits(const Allocation& allocation, const Entry& entry) {
  if (allocation.state == CareState::kTakenBack) return false;
  switch (entry.act) {
    case Act::kStart:
      return entry.attempt > 1 || allocation.state == CareState::kAwaited || allocation.state == CareState::kPaused;
    case Act::kStop:
      return allocation.began &&
             (entry.attempt > 1 || allocation.state == CareState::kInCare || allocation.state == CareState::kPaused);
    case Act::kPause:
      return allocation.began && (entry.attempt > 1 || allocation.state == CareState::kInCare);
    case Act::kRemoveStart:
      return allocation.state == CareState::kInCare;
    case Act::kRemoveStop:
      return allocation.state == CareState::kEnded && allocation.stopped;
    case Act::kAskChange:
      return allocation.state == CareState::kInCare && allocation.amount > 0;
    default:
      return false;
  }
}

LetterHead HeadOf(const Entry& entry, std::string number, Date today) {
  return {entry.standard, entry.provider, entry.municipality, std::move(number), today};
}

absl::Status PerformReturn(Desk& desk, Connection& connection, const Entry& entry) {
  CLIENTROUTE_ASSIGN(const Arrival arrival, LoadArrival(connection, entry.subject));
  const messaging::ParseOutcome parsed = messaging::ParseMessage(arrival.content);
  if (!parsed.ok()) return Error(absl::StatusCode::kInternal, "PROVIDER_LETTER", "an arrival cannot be read any more");
  CLIENTROUTE_ASSIGN(const std::string number, NextLetterNumber(connection, entry.provider));
  return AddMessage(desk, connection, WriteApproval(*parsed.message, number, desk.today),
                    {&entry, number, "", entry.subject,
                     Cat("retour op ", parsed.message->schema().name(), " ", parsed.message->identification())})
      .status();
}

absl::Status PerformAsk(Desk& desk, Connection& connection, const Entry& entry) {
  std::istringstream words(entry.detail);
  std::string ignored;
  std::string bsn;
  std::string code;
  std::string referrer(kGeneralPractitioner);
  words >> ignored >> bsn >> code >> referrer;
  CLIENTROUTE_ASSIGN(const Person person, LoadPerson(connection, bsn));
  const Profile& profile = desk.profiles.find(entry.provider)->second;
  const auto offer = std::find_if(profile.offers.begin(), profile.offers.end(),
                                  [&](const Offer& one) { return one.standard == entry.standard && one.code == code; });
  const Tariff* tariff = offer == profile.offers.end() ? nullptr : TariffOn(*offer, desk.today);
  if (tariff == nullptr) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const std::string number, NextRequestNumber(connection, entry.provider));
  const std::string about = Cat("asked/", entry.provider, "/", bsn);
  AskedProduct asked = AskFor(desk.chance, about, *offer, *tariff, desk.today);
  asked.reference = Cat("R", number);
  asked.referrer = referrer;
  CLIENTROUTE_RETURN_IF_ERROR(
      AddRequest(connection, {entry.provider, asked.reference, entry.municipality, entry.standard, bsn}));
  return AddMessage(desk, connection, WriteRequest(HeadOf(entry, number, desk.today), person, {asked}),
                    {&entry, number, Cat(asked.reference, " ", bsn, " ", code, " ", referrer), 0,
                     Cat("vraagt ", code, " aan (", asked.reference, ")")})
      .status();
}

absl::Status PerformStart(Desk& desk, Connection& connection, const Entry& entry, Allocation allocation) {
  const Date began = FactOf(entry, desk.today);
  CLIENTROUTE_ASSIGN(const Person person, LoadPerson(connection, allocation.bsn));
  CLIENTROUTE_ASSIGN(const std::string number, NextLetterNumber(connection, entry.provider));
  allocation.state = CareState::kInCare;
  allocation.began = began;
  CLIENTROUTE_RETURN_IF_ERROR(SaveAllocation(connection, &allocation));
  CLIENTROUTE_RETURN_IF_ERROR(BeginStay(connection, allocation.id, began));
  return AddMessage(desk, connection, WriteStart(HeadOf(entry, number, desk.today), person, allocation, began, kFirst),
                    {&entry, number, entry.detail, entry.subject,
                     Cat("start op toewijzing ", allocation.number, " per ", began.ToDutch())})
      .status();
}

absl::Status PerformStop(Desk& desk, Connection& connection, const Entry& entry, Allocation allocation) {
  const Date began = *allocation.began;
  // A corrected stop lies a day before the wrong one, and a stop after a pause not before it (TR414).
  Date ended = std::max(FactOf(entry, desk.today), began);
  if (entry.habit == "stop-corrected" && entry.attempt == 1 && ended > began) ended = ended.AddDays(-1);
  if (allocation.state == CareState::kPaused && allocation.stopped) ended = std::max(ended, *allocation.stopped);
  const bool for_a_while = entry.act == Act::kPause;
  const std::string_view reason = for_a_while ? kForAWhile : PlannedEnd(allocation);
  CLIENTROUTE_ASSIGN(const Person person, LoadPerson(connection, allocation.bsn));
  CLIENTROUTE_ASSIGN(const std::string number, NextLetterNumber(connection, entry.provider));
  // During the pause there was no care.
  if (allocation.state == CareState::kInCare) {
    CLIENTROUTE_RETURN_IF_ERROR(EndStay(connection, allocation.id, began, ended));
  }
  allocation.state = for_a_while ? CareState::kPaused : CareState::kEnded;
  allocation.stopped = ended;
  CLIENTROUTE_RETURN_IF_ERROR(SaveAllocation(connection, &allocation));
  return AddMessage(desk, connection,
                    WriteStop(HeadOf(entry, number, desk.today), person, allocation, began, ended, reason, kFirst),
                    {&entry, number, ended.ToString(), entry.subject,
                     Cat(for_a_while ? "tijdelijke stop" : "stop", " op toewijzing ", allocation.number, " per ",
                         ended.ToDutch())})
      .status();
}

absl::Status PerformRemoval(Desk& desk, Connection& connection, const Entry& entry, const Allocation& allocation) {
  CLIENTROUTE_ASSIGN(const Person person, LoadPerson(connection, allocation.bsn));
  CLIENTROUTE_ASSIGN(const std::string number, NextLetterNumber(connection, entry.provider));
  const LetterHead head = HeadOf(entry, number, desk.today);
  const bool of_start = entry.act == Act::kRemoveStart;
  Message message = of_start ? WriteStart(head, person, allocation, *allocation.began, kRemove)
                             : WriteStop(head, person, allocation, *allocation.began, *allocation.stopped,
                                         PlannedEnd(allocation), kRemove);
  const Date fact = of_start ? *allocation.began : *allocation.stopped;
  return AddMessage(desk, connection, std::move(message),
                    {&entry, number, fact.ToString(), entry.subject,
                     Cat("verwijdert de ", of_start ? "start" : "stop", " van ", fact.ToDutch(), " op toewijzing ",
                         allocation.number)})
      .status();
}

absl::Status PerformChange(Desk& desk, Connection& connection, const Entry& entry, const Allocation& allocation) {
  CLIENTROUTE_ASSIGN(const bool waits, HasOpenRequest(connection, entry.provider, allocation.bsn));
  constexpr int kMonthsAhead = 2;
  const Date wanted = desk.today.AddMonths(kMonthsAhead).FirstOfMonth();
  if (waits || (allocation.last && *allocation.last <= wanted) || wanted <= allocation.first) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const std::string number, NextLetterNumber(connection, entry.provider));
  WantedChange change{Cat("R", number), allocation, wanted, allocation.amount + 1, {}};
  CLIENTROUTE_ASSIGN(change.kept, ListValid(connection, allocation, desk.today));
  std::erase_if(change.kept, [&](const Allocation& kept) { return kept.id == allocation.id; });
  CLIENTROUTE_RETURN_IF_ERROR(
      AddRequest(connection, {entry.provider, change.reference, entry.municipality, entry.standard, allocation.bsn}));
  return AddMessage(desk, connection, WriteChange(HeadOf(entry, number, desk.today), change),
                    {&entry, number, Cat(change.reference, " ", wanted.ToString()), entry.subject,
                     Cat("vraagt meer op toewijzing ", allocation.number, " per ", wanted.ToDutch(), " (",
                         change.reference, ")")})
      .status();
}

/// What earlier messages offer to a mistake.
absl::StatusOr<Earlier> EarlierOf(Connection& connection, const Message& message, const Entry& entry) {
  Earlier earlier;
  CLIENTROUTE_ASSIGN(earlier.identification,
                     EarlierIdentification(connection, entry.provider, message.schema().name()));
  const Debtor debtor{entry.provider, entry.municipality, entry.standard};
  if (entry.act == Act::kClaim) {
    CLIENTROUTE_ASSIGN(earlier.reference, EarlierLineReference(connection, debtor));
    CLIENTROUTE_ASSIGN(earlier.claim_number, EarlierClaimNumber(connection, debtor));
    const auto clients =
        message.All(static_cast<messaging::ClassId>(messaging::RowOf(messaging::kClassNames, "Client")));
    if (!clients.empty()) {
      CLIENTROUTE_ASSIGN(earlier.other_bsn, FindOtherPerson(connection, clients.front().values().front().second));
    }
  } else {
    CLIENTROUTE_ASSIGN(earlier.reference, EarlierReference(connection, entry.provider, entry.standard));
  }
  return earlier;
}

std::string InTwelve(std::int64_t number) {
  constexpr std::size_t kPositions = 12;
  std::string digits = std::to_string(number);
  return digits.size() < kPositions ? std::string(kPositions - digits.size(), '0') + digits : digits;
}

}  // namespace

absl::StatusOr<std::string> NextLetterNumber(Connection& connection, std::string_view provider) {
  CLIENTROUTE_ASSIGN(const std::int64_t number, NextNumber(connection, provider, "letter"));
  return InTwelve(number);
}

absl::StatusOr<std::string> NextRequestNumber(Connection& connection, std::string_view provider) {
  constexpr std::int64_t kBehindLetters = 500'000'000'000;
  CLIENTROUTE_ASSIGN(const std::int64_t number, NextNumber(connection, provider, "request"));
  return InTwelve(kBehindLetters + number);
}

absl::StatusOr<bool> AddMessage(Desk& desk, Connection& connection, Message message, const Occasion& occasion) {
  const Entry& entry = *occasion.entry;
  const std::string kind(message.schema().name());
  const Mistake* mistake = nullptr;
  if (entry.act != Act::kReturn && entry.attempt == 1) {
    mistake = MistakeFor(message.number(), Cat(entry.provider, "/", occasion.number), desk.mistakes, desk.chance);
    if (mistake != nullptr && mistake->spoil != nullptr) {
      CLIENTROUTE_ASSIGN(const Earlier earlier, EarlierOf(connection, message, entry));
      if (!mistake->spoil(message, earlier)) mistake = nullptr;
    }
  }
  messaging::WriteOutcome written = messaging::WriteMessage(message);
  if (!written.ok()) {
    return Error(absl::StatusCode::kInternal, "PROVIDER_LETTER",
                 Cat(kind, ": ", written.errors.front().path, ": ", written.errors.front().reason));
  }
  const bool broken = mistake != nullptr && mistake->spoil == nullptr;
  Letter letter;
  letter.provider = entry.provider;
  letter.municipality = entry.municipality;
  letter.kind = kind;
  letter.identification = message.identification();
  letter.act = entry.act;
  letter.habit = entry.habit;
  letter.subject = occasion.subject;
  letter.detail = occasion.detail;
  letter.attempt = entry.attempt;
  if (mistake != nullptr) letter.mistake = mistake->name;
  letter.written_on = desk.today;
  letter.file_name = Cat(kind, "_", entry.provider, "_", occasion.number, ".xml");
  letter.content = broken ? BreakFile(written.bytes) : std::move(written.bytes);
  CLIENTROUTE_RETURN_IF_ERROR(AddLetter(connection, &letter));
  desk.Say(Cat(desk.today.ToDutch(), "  ", entry.provider, " -> ", entry.municipality, "  ", kind, " ", occasion.number,
               "  ", occasion.says, mistake == nullptr ? "" : Cat(" [fout: ", mistake->name, "]"),
               entry.attempt > 1 ? " (hersteld)" : ""));
  if (!broken) return false;
  // No answer comes; somebody calls after a few days, and it is sent well.
  CLIENTROUTE_RETURN_IF_ERROR(SaveOutcome(connection, letter.id, LetterOutcome::kWithCodes, "schema"));
  constexpr int kWorkingDays = 4;
  Entry again = entry;
  again.detail = occasion.detail;
  again.attempt = entry.attempt + 1;
  again.due = AddWorkingDays(desk.today, kWorkingDays);
  if (entry.act != Act::kClaim) CLIENTROUTE_RETURN_IF_ERROR(AddEntry(connection, again));
  return true;
}

absl::Status Perform(Desk& desk, Connection& connection, const Entry& entry) {
  CLIENTROUTE_RETURN_IF_ERROR(DropEntry(connection, entry.id));
  // Its books may be of a provider that is not played now; then it is left for another day.
  if (!desk.profiles.contains(entry.provider)) return AddEntry(connection, entry);
  if (entry.act == Act::kReturn) return PerformReturn(desk, connection, entry);
  if (entry.act == Act::kAsk) return PerformAsk(desk, connection, entry);
  if (entry.act == Act::kClaim) return PerformClaim(desk, connection, entry);
  CLIENTROUTE_ASSIGN(Allocation allocation, LoadAllocation(connection, entry.subject));
  if (!Fits(allocation, entry)) return absl::OkStatus();
  switch (entry.act) {
    case Act::kStart:
      return PerformStart(desk, connection, entry, std::move(allocation));
    case Act::kStop:
    case Act::kPause:
      return PerformStop(desk, connection, entry, std::move(allocation));
    case Act::kRemoveStart:
    case Act::kRemoveStop:
      return PerformRemoval(desk, connection, entry, allocation);
    case Act::kAskChange:
      return PerformChange(desk, connection, entry, allocation);
    default:
      return absl::OkStatus();
  }
}

}  // namespace clientroute::provider
