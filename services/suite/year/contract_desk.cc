#include "services/suite/year/contract_desk.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/cli/persona.h"
#include "services/suite/commands/performance_input.h"

namespace clientroute::suite {
namespace {

using Stub = contracting::v1::SupplierManagement::Stub;
using Monitoring = monitoring::v1::Monitoring;

constexpr auto kCallPatience = std::chrono::seconds(60);
constexpr int kPageSize = 1'000;
// Assumptions: a talk is planned some weeks ahead; one contract in ten he does not get to; of what is agreed most is
// done in time, some later, and now and then it is not wanted any more.
constexpr int kPlanDaysAhead = 30;
constexpr int kPlanWorkingDaysMost = 30;
constexpr int kNeglectedPercent = 10;
constexpr int kAgreedPercent = 65;
constexpr int kAgreedDaysLeast = 30;
constexpr int kAgreedDaysMost = 100;
constexpr int kDoneInTimePercent = 75;
constexpr int kDoneInTalkPercent = 70;
constexpr int kSettleDaysBefore = 4;
constexpr int kMarkLeast = 6;
constexpr int kMarkMost = 9;

struct Subject {
  const char* subject;
  const char* figure;
  const char* report;
  const char* agreed;
};
constexpr Subject kSubjects[] = {
    {"Wachttijd", "waiting_time", "De cijfers van de regio en per gemeente zijn doorgenomen.",
     "Wie langer dan acht weken wacht, hoort welke overbrugging er is"},
    {"Afgewezen declaratieregels", "lines_refused", "De meeste fouten zitten in de periode van de toewijzing.",
     "Afgewezen regels worden binnen vijf werkdagen hersteld"},
    {"Hulp die voortijdig stopt", "returned_by_provider", "Elke teruggave is besproken, zonder personen.",
     "Voor een teruggave is er eerst overleg met de toegang"},
    {"Bezetting en nieuwe plekken", "", "De aanbieder verwacht de bezetting op peil te houden.",
     "De bezetting per locatie wordt elke maand gemeld"},
};
constexpr int kSubjectCount = static_cast<int>(std::size(kSubjects));

/// The call got no answer: the suite is away, and what comes of it is not known.
bool Unanswered(const absl::Status& status) { return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status); }

/// What somebody else did first, or a region does not choose, is no reason to stop.
absl::Status Tolerated(const absl::Status& status) { return Unanswered(status) ? status : absl::OkStatus(); }

Date DayOf(const type::v1::Date& date) { return FromProto(date).value_or(Date()); }

// Null for a point that somebody else put there, and for an agreement.
const Subject* SubjectOf(const contracting::v1::AgendaItem& item) {
  for (const Subject& one : kSubjects) {
    if (item.subject() == one.subject) return &one;
  }
  return nullptr;
}

}  // namespace

ContractDesk::ContractDesk(std::shared_ptr<grpc::Channel> channel, provider::Chance chance,
                           const std::set<std::string>& municipalities)
    : channel_(std::move(channel)), chance_(chance) {
  caller_.deadline = kCallPatience;
  if (const absl::StatusOr<Persona> persona = FindPersona("contract-manager"); persona.ok()) {
    caller_.identity = IdentityOf(*persona, municipalities);
    caller_.purpose = persona->purpose;
  }
}

absl::Status ContractDesk::Work(Date today) {
  CLIENTROUTE_RETURN_IF_ERROR(SettleAgreements(today));
  CLIENTROUTE_RETURN_IF_ERROR(HoldTalks(today));
  CLIENTROUTE_RETURN_IF_ERROR(PlanTalks(today));
  return ScoreHalfYear(today);
}

absl::Status ContractDesk::HoldTalks(Date today) {
  contracting::v1::ListTalksRequest request;
  request.set_state(Talk::PLANNED);
  request.set_earliest_first(true);
  request.set_page_size(kPageSize);
  CLIENTROUTE_ASSIGN(const auto planned, Ask(&Stub::ListTalks, request));
  for (const Talk& talk : planned.talks()) {
    if (DayOf(talk.date()) > today) break;
    CLIENTROUTE_RETURN_IF_ERROR(Tolerated(HoldTalk(talk, today)));
  }
  return absl::OkStatus();
}

absl::Status ContractDesk::HoldTalk(const Talk& talk, Date today) {
  contracting::v1::HoldTalkRequest request;
  request.set_request_id(Cat("year/hold/", talk.name()));
  request.set_name(talk.name());
  request.set_etag(talk.etag());
  for (const auto& item : talk.agenda()) {
    const std::string about = Cat(talk.contract(), "/", today.ToString(), "/", item.subject());
    auto* report = request.add_reports();
    report->set_item(item.item());
    const Subject* subject = SubjectOf(item);
    if (!item.agreement().empty()) {
      const bool done = chance_.Hits(Cat("talk-done/", about), kDoneInTalkPercent);
      report->set_report(done ? "Is gedaan, zegt de aanbieder; wij zien het terug." : "Loopt nog.");
      if (done) report->set_outcome(contracting::v1::Agreement::DONE);
    } else {
      report->set_report(subject == nullptr ? "Besproken." : subject->report);
    }
    const auto is_agreed = [&](const auto& one) { return subject != nullptr && one.subject() == subject->agreed; };
    if (std::ranges::any_of(talk.agenda(), is_agreed)) continue;
    if (subject == nullptr || !chance_.Hits(Cat("talk-agreed/", about), kAgreedPercent)) continue;
    auto* agreement = request.add_agreements();
    agreement->set_what(subject->agreed);
    agreement->set_party(contracting::v1::CONTRACTED_PROVIDER);
    const int days = chance_.Between(Cat("talk-days/", about), kAgreedDaysLeast, kAgreedDaysMost);
    *agreement->mutable_due_date() = ToProto(today.AddDays(days));
  }
  return Ask(&Stub::HoldTalk, request).status();
}

absl::Status ContractDesk::SettleAgreements(Date today) {
  contracting::v1::ListAgreementsRequest request;
  request.set_state(contracting::v1::Agreement::OPEN);
  request.set_page_size(kPageSize);
  CLIENTROUTE_ASSIGN(const auto open, Ask(&Stub::ListAgreements, request));
  for (const auto& agreement : open.agreements()) {
    const Date due = DayOf(agreement.due_date());
    if (due > today.AddDays(kSettleDaysBefore)) break;
    const std::string about = Cat(agreement.contract(), "/", agreement.what(), "/", due.ToString());
    if (!chance_.Hits(Cat("agreement-done/", about), kDoneInTimePercent)) continue;
    contracting::v1::SettleAgreementRequest settle;
    settle.set_request_id(Cat("year/settle/", agreement.name()));
    settle.set_name(agreement.name());
    settle.set_outcome(contracting::v1::Agreement::DONE);
    settle.set_note("De aanbieder liet zien dat het is gedaan.");
    CLIENTROUTE_RETURN_IF_ERROR(Tolerated(Ask(&Stub::SettleAgreement, settle).status()));
  }
  return absl::OkStatus();
}

absl::Status ContractDesk::PlanTalks(Date today) {
  contracting::v1::ListTalkSchedulesRequest request;
  request.set_unplanned(true);
  request.set_page_size(kPageSize);
  CLIENTROUTE_ASSIGN(const auto schedules, Ask(&Stub::ListTalkSchedules, request));
  for (const TalkSchedule& schedule : schedules.schedules()) {
    if (!schedule.has_due_date() || DayOf(schedule.due_date()) > today.AddDays(kPlanDaysAhead)) break;
    if (chance_.Hits(Cat("talk-neglected/", schedule.contract()), kNeglectedPercent)) continue;
    CLIENTROUTE_RETURN_IF_ERROR(Tolerated(PlanTalk(schedule, today)));
  }
  return absl::OkStatus();
}

absl::Status ContractDesk::PlanTalk(const TalkSchedule& schedule, Date today) {
  const std::string about = Cat(schedule.contract(), "/", DayOf(schedule.due_date()).ToString());
  contracting::v1::PlanTalkRequest request;
  request.set_request_id(Cat("year/plan/", schedule.contract(), "/", today.ToString()));
  request.set_contract(schedule.contract());
  const int ahead = chance_.Between(Cat("talk-ahead/", about), 2, kPlanWorkingDaysMost);
  *request.mutable_date() = ToProto(AddWorkingDays(today, ahead));
  for (const auto& [party, function] : {std::pair(contracting::v1::REGION, "contractmanager"),
                                        std::pair(contracting::v1::CONTRACTED_PROVIDER, "directeur zorg")}) {
    auto* participant = request.add_participants();
    participant->set_party(party);
    participant->set_function(function);
  }
  const int first = chance_.Between(Cat("talk-subject/", about), 0, kSubjectCount - 1);
  for (const int at : {first, (first + 1) % kSubjectCount}) {
    auto* item = request.add_agenda();
    item->set_subject(kSubjects[at].subject);
    item->set_figure(kSubjects[at].figure);
  }
  return Ask(&Stub::PlanTalk, request).status();
}

absl::Status ContractDesk::ScoreHalfYear(Date today) {
  constexpr unsigned kJanuary = 1;
  constexpr unsigned kJuly = 7;
  constexpr int kHalf = 6;
  const auto month = static_cast<unsigned>(today.ymd().month());
  const Date until = today.FirstOfMonth().AddDays(-1);
  const bool first_working_day = today == AddWorkingDays(until, 1);
  if ((month != kJanuary && month != kJuly) || !first_working_day) return absl::OkStatus();
  contracting::v1::ListTalkSchedulesRequest request;
  request.set_page_size(kPageSize);
  CLIENTROUTE_ASSIGN(const auto running, Ask(&Stub::ListTalkSchedules, request));
  for (const TalkSchedule& schedule : running.schedules()) {
    const Date from = today.FirstOfMonth().AddMonths(-kHalf);
    CLIENTROUTE_RETURN_IF_ERROR(Tolerated(Score(schedule.contract(), from, until)));
  }
  return absl::OkStatus();
}

absl::Status ContractDesk::Score(const std::string& contract, Date from, Date until) {
  contracting::v1::DraftPerformanceScoreRequest draft;
  draft.set_contract(contract);
  *draft.mutable_period()->mutable_start_date() = ToProto(from);
  *draft.mutable_period()->mutable_end_date() = ToProto(until);
  CLIENTROUTE_ASSIGN(const auto drafted, Ask(&Stub::DraftPerformanceScore, draft));
  CLIENTROUTE_ASSIGN(const auto definitions,
                     Ask(&Monitoring::Stub::ListFigureDefinitions, monitoring::v1::ListFigureDefinitionsRequest()));
  const auto ask = [&](const monitoring::v1::ListFiguresRequest& figures) {
    return Ask(&Monitoring::Stub::ListFigures, figures);
  };
  std::vector<contracting::v1::PerformanceValue> observed;
  for (const auto& part : drafted.parts()) {
    if (part.measure().source() != contracting::v1::PerformanceMeasure::OBSERVED) continue;
    contracting::v1::PerformanceValue value;
    value.set_measure(part.measure().code());
    value.set_amount(chance_.Between(Cat("mark/", contract, "/", until.ToString()), kMarkLeast, kMarkMost));
    if (part.measure().share()) value.set_of(kMarkMost);
    observed.push_back(std::move(value));
  }
  CLIENTROUTE_ASSIGN(const auto figures, ValuesOfFigures(drafted, observed, definitions, ask));
  contracting::v1::RecordPerformanceScoreRequest record;
  record.set_request_id(Cat("year/score/", contract, "/", until.ToString()));
  record.set_contract(contract);
  *record.mutable_period() = draft.period();
  record.mutable_values()->Assign(figures.begin(), figures.end());
  record.mutable_values()->Add(observed.begin(), observed.end());
  return Ask(&Stub::RecordPerformanceScore, record).status();
}

}  // namespace clientroute::suite
