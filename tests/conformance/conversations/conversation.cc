#include "tests/conformance/conversations/conversation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/exchange_name.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"

namespace clientroute::suite {
namespace {

using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

constexpr const char* kHour = "04";      // WJ756
constexpr const char* kPerWeek = "2";    // WMO757
constexpr const char* kOnContent = "7";  // WJ759
constexpr const char* kElsewhere = "8";
constexpr int kHours = 4;

std::vector<std::string> Split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

}  // namespace

std::vector<FlowRow> ReadFlows() {
  std::ifstream file(std::string(CLIENTROUTE_SOURCE_DIR) + "/tests/conformance/conversations/flows.tsv");
  std::vector<FlowRow> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto columns = Split(line, '\t');
    if (columns.size() != 4) {
      ADD_FAILURE() << "flows.tsv: four columns, not: " << line;
      continue;
    }
    rows.push_back({columns[0], Split(columns[1], ' '), Split(columns[2], ' '), columns[3]});
  }
  return rows;
}

std::string FlowWord(const StoryFile& file) {
  const auto parsed = messaging::ParseMessage(file.content);
  if (!parsed.ok() || parsed.message->schema().is_return()) return "";
  std::string word = std::to_string(parsed.message->number());
  for (const auto& answer : parsed.message->All("Antwoord"_class)) {
    word += Cat(":", answer.Get("VerzoekAntwoord"_field));
    if (answer.Has("RedenAfwijzingVerzoek"_field)) word += Cat(":", answer.Get("RedenAfwijzingVerzoek"_field));
  }
  for (const auto& start : parsed.message->All("StartProduct"_class)) {
    word += Cat(":", start.Get("StatusAanlevering"_field));
  }
  for (const auto& stop : parsed.message->All("StopProduct"_class)) {
    word += Cat(stop.Get("RedenBeeindiging"_field) == "20" ? ":tijdelijk:" : ":definitief:",
                stop.Get("StatusAanlevering"_field));
  }
  return word;
}

Conversation::Conversation(std::string_view standard) : standard_(standard) {
  Do(suite_.process().Start());
  const auto link = suite_.process().Reach();
  Do(link.status());
  if (!link.ok()) return;
  killer_ = std::make_unique<Killer>(&suite_.process(), 1);  // never started
  stage_ = std::make_unique<Stage>(&suite_.process(), killer_.get(), &narrator_, link->running);
  provider_ = stage_->AddProvider(youth() ? kZeewering : kNoorderzon, kAlkmaar, standard_);
  route_ = std::make_unique<RoutePlay>(stage_.get(), provider_, Client());
}

void Conversation::Do(const absl::Status& status) {
  EXPECT_TRUE(status.ok()) << status;
  if (!status.ok()) throw std::runtime_error("the conversation went another way");
}

StoryProduct Conversation::Product() const {
  if (!youth()) return {reference(), "02", "02W02", StoryDay(3, 16), StoryDay(12, 31), kHours, kHour, kPerWeek};
  return GuidanceAndDayTreatment().front();
}

StoryClient Conversation::Client() const { return youth() ? Duinker() : Zandstra(); }

void Conversation::Request() { Do(route_->RequestAllocation({Product()})); }

void Conversation::Investigate(Date notice) {
  Do(stage_->MoveTo(notice));
  Do(route_->ReceiveAnswer({reference(), std::string(kUnderInvestigation)}));
}

void Conversation::InvestigateChange(Date notice) {
  Do(stage_->MoveTo(notice));
  Do(route_->ReceiveAnswer({reference() + "-W", std::string(kUnderInvestigation)}));
}

void Conversation::AnalyseAndPlan() {
  Do(stage_->MoveTo(AddWorkingDays(stage_->Today(), 1)));
  Do(route_->Analyse({.held = {youth() ? "several_life_areas" : "avoids_care"},
                      .narrative = "Het loopt thuis vast.",
                      .lighter_help_considered = "De buurt en de familie hielpen; het was niet genoeg."}));
  Do(route_->RecordPlan({.goals = {{"Het gaat weer zonder hulp", {"line-1"}}},
                         .perspective = "Thuis.",
                         .orientation = youth() ? access::v1::RESOLUTION_ORIENTED : access::v1::SUPPORT_ORIENTED,
                         .result_expected = StoryDay(12, 31)}));
}

void Conversation::GrantAndReceive() {
  Do(route_->Grant("Lichtere hulp was niet genoeg."));
  Do(route_->ReceiveAllocation(1, AddWorkingDays(stage_->Today(), 1)));
}

void Conversation::Refuse() {
  Do(route_->Refuse("Lichtere hulp is genoeg."));
  Do(route_->ReceiveAnswer({reference(), std::string(kRequestRefused), kOnContent}));
}

void Conversation::RefuseAsElsewhere() {
  Do(route_->TakeTaskFor("TakeDecision").status());
  access::v1::TakeDecisionRequest request;
  request.set_route(route_->name());
  request.set_outcome(access::v1::Decision::REFUSE);
  request.set_refusal_reason(access::v1::RESIDENCE_PRINCIPLE);
  request.set_responsible_municipality("0363");
  request.set_motivation("De jeugdige woonde voor het verblijf in een andere gemeente.");
  Do(stage_->Do(stage_->access(), &access::v1::Access::Stub::TakeDecision, request).status());
  Do(route_->ReceiveAnswer({reference(), std::string(kRequestRefused), kElsewhere}));
}

void Conversation::BringIntoCare(Date start) {
  Request();
  AnalyseAndPlan();
  GrantAndReceive();
  Start(start);
}

void Conversation::AskForChange() {
  Do(stage_->MoveTo(StoryDay(5, 4)));
  const auto allocated = route_->Allocated(reference());
  Do(allocated.status());
  StoryChange change;
  change.reference = reference() + "-W";
  change.reason = "1";  // WJ758: the situation changed
  change.changed.push_back({*allocated, StoryDay(6, 1), StoryDay(12, 31), kHours + 2, kHour, kPerWeek});
  Do(route_->RequestChange(change));
}

void Conversation::DecideChange(access::v1::Decision::Outcome outcome) {
  Do(route_->DecideChange(outcome, "Zo is het afgewogen."));
  if (outcome == access::v1::Decision::GRANT) {
    Do(route_->ReceiveChangedAllocations(AddWorkingDays(stage_->Today(), 1)));
  } else {
    Do(route_->ReceiveAnswer({reference() + "-W", std::string(kRequestRefused), kOnContent}));
  }
}

void Conversation::Claim() {
  Do(stage_->MoveTo(StoryDay(4, 8)));
  const auto allocated = route_->Allocated(reference());
  Do(allocated.status());
  constexpr int kClaimedHours = 8;
  constexpr std::int64_t kYouthTariff = 7'790;
  constexpr std::int64_t kSupportTariff = 9'311;
  const auto message =
      provider_->maker().Claim(stage_->Today(), {"D202603",
                                                 StoryDay(3, 1),
                                                 StoryDay(3, 31),
                                                 Client(),
                                                 {{"D-03-1", "", *allocated, StoryDay(3, 16), StoryDay(3, 31),
                                                   kClaimedHours, kHour, youth() ? kYouthTariff : kSupportTariff}}});
  Do(message.status());
  Do(stage_->Send(provider_, *message, ""));
  Do(stage_->Receive(provider_, {Cat(standard_, "325")}, "").status());
}

void Conversation::Again(int kind, std::string_view status, std::optional<Date> day) {
  const std::string name = Cat(standard_, kind);
  const auto last =
      std::find_if(files().rbegin(), files().rend(), [&](const StoryFile& file) { return file.kind == name; });
  ASSERT_NE(last, files().rend());
  auto parsed = messaging::ParseMessage(last->content);
  ASSERT_TRUE(parsed.ok());
  messaging::Message& message = *parsed.message;
  const bool start = kind == 305;
  const messaging::InstanceIndex at = message.All(start ? "StartProduct"_class : "StopProduct"_class).front().index();
  const std::string identification = messaging::IdentificationOf(++again_);
  message.Set(0, "BerichtIdentificatie/Identificatie"_field, identification);
  message.Set(0, "BerichtIdentificatie/Dagtekening"_field, stage_->Today().ToString());
  message.Set(at, "StatusAanlevering"_field, status);
  if (day) message.Set(at, start ? "Begindatum"_field : "Einddatum"_field, day->ToString());
  const auto written = messaging::WriteMessage(message);
  ASSERT_TRUE(written.ok()) << written.errors.front().reason;
  const StoryFile file{name, true, Cat(name, "_", provider_->code(), "_", kAlkmaar, "_", identification, ".xml"),
                       written.bytes};
  Do(stage_->SendApproved(provider_, file, "").status());
}

}  // namespace clientroute::suite
