#include "services/orchestrator/definition/event_catalogue_codec.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

const CatalogueAttribute* Find(const std::vector<CatalogueAttribute>& attributes, std::string_view name) {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(), [&](const auto& one) { return one.name == name; });
  return found == attributes.end() ? nullptr : &*found;
}

type::v1::Event Wrapped(const google::protobuf::Message& payload) {
  type::v1::Event event;
  event.set_id("5f6ddc0e-53a1-5a52-b0ad-2ac9e5ed6ff1");
  event.set_actor("persons/j.devries");
  event.set_cause("request-1");
  *event.mutable_occur_time() = ToProto(ParseIso("2026-03-02T11:00:00Z").value());
  event.mutable_payload()->PackFrom(payload);
  return event;
}

TEST(EventCatalogue, HoldsEveryEventThatNamesARouteAndNoOther) {
  const EventCatalogue catalogue = BuildEventCatalogue();
  for (const char* name : {"ReferralAccepted", "CaseOpened", "DecisionTaken", "ProductsConfirmed", "CareStopped",
                           "AllocationMessageSent"}) {
    EXPECT_NE(catalogue.Find(name), nullptr) << name;
  }
  EXPECT_EQ(catalogue.Find("ClientErased"), nullptr);
  EXPECT_EQ(catalogue.Find("MessageLate"), nullptr);
  const std::vector<std::string> types = RouteEventTypes();
  EXPECT_TRUE(std::is_sorted(types.begin(), types.end()));
  EXPECT_EQ(types.size(), catalogue.events.size());
}

TEST(EventCatalogue, NamesAreUniqueOverAllServices) {
  std::vector<std::string> names;
  for (const CatalogueEvent& event : BuildEventCatalogue().events) names.push_back(event.name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(EventCatalogue, SaysOfEachFieldWhatItGivesAndWhetherItMayBeAbsent) {
  const EventCatalogue catalogue = BuildEventCatalogue();
  const CatalogueEvent& decision = *catalogue.Find("DecisionTaken");
  EXPECT_EQ(Find(decision.attributes, "route"), nullptr);
  EXPECT_EQ(Find(decision.attributes, "lines"), nullptr);
  EXPECT_EQ(Find(decision.attributes, "outcome")->type, AttributeType::kSymbol);
  EXPECT_EQ(Find(decision.attributes, "outcome")->symbols, (std::vector<std::string>{"GRANT", "REFUSE"}));
  EXPECT_FALSE(Find(decision.attributes, "outcome")->optional);
  EXPECT_EQ(Find(decision.attributes, "decide_date")->type, AttributeType::kDate);
  EXPECT_TRUE(Find(decision.attributes, "objection_until")->optional);
  const CatalogueEvent& stopped = *catalogue.Find("CareStopped");
  EXPECT_TRUE(stopped.of_part);
  EXPECT_EQ(Find(stopped.attributes, "part"), nullptr);
  EXPECT_FALSE(Find(stopped.attributes, "definitive")->optional) << "a boolean is always there";
  const CatalogueEvent& made = *catalogue.Find("AllocationsMade");
  EXPECT_EQ(Find(made.line_attributes, "period_start_date")->type, AttributeType::kDate);
  EXPECT_EQ(Find(made.line_attributes, "budget_cents")->type, AttributeType::kInteger);
  EXPECT_TRUE(catalogue.Find("NoPlaceFound")->line_attributes.empty());
}

TEST(ReadRouteEvent, TurnsFieldsIntoAttributes) {
  intake::v1::ReferralAccepted accepted;
  accepted.set_route("routes/1");
  accepted.set_client("clients/1");
  accepted.set_law(type::v1::JEUGDWET);
  *accepted.mutable_receive_date() = ToProto(Date::Parse("2026-03-02").value());
  accepted.set_message("messages/9");
  auto* line = accepted.add_lines();
  line->set_line("line-1");
  *line->mutable_period()->mutable_start_date() = ToProto(Date::Parse("2026-04-01").value());
  const auto read = ReadRouteEvent(Wrapped(accepted));
  ASSERT_TRUE(read.ok()) << read.status().ToString();
  EXPECT_EQ(read->route, "routes/1");
  EXPECT_EQ(read->event.actor, "persons/j.devries");
  EXPECT_EQ(ToIso(read->event.time), "2026-03-02T11:00:00.000000Z");
  const auto& announced = std::get<Announced>(read->event.what);
  EXPECT_EQ(announced.type, "ReferralAccepted");
  const Attributes& attributes = announced.attributes;
  EXPECT_EQ(attributes.at("client"), "clients/1");
  EXPECT_EQ(attributes.at("law"), "JEUGDWET");
  EXPECT_EQ(attributes.at("receive_date"), "2026-03-02");
  EXPECT_EQ(attributes.at("has_message"), "true");
  EXPECT_EQ(attributes.at("has_provider"), "false");
  EXPECT_EQ(attributes.count("provider"), 0u);
  EXPECT_EQ(attributes.count("legal_frame"), 0u) << "the zero value says nothing";
  EXPECT_EQ(attributes.count("route"), 0u);
  ASSERT_EQ(announced.lines.size(), 1u);
  EXPECT_EQ(announced.lines[0].key, "line-1");
  EXPECT_EQ(announced.lines[0].attributes.at("period_start_date"), "2026-04-01");
  EXPECT_EQ(announced.lines[0].attributes.count("period_end_date"), 0u);
  type::v1::CareLine again;
  ASSERT_TRUE(again.ParseFromString(announced.lines[0].payload));
  EXPECT_EQ(again.SerializeAsString(), line->SerializeAsString());
}

TEST(ReadRouteEvent, LinesOfWhatStartsNoPartsAreReadWhenSomebodyAsks) {
  intake::v1::ReferralAccepted accepted;
  accepted.set_route("routes/1");
  auto* line = accepted.add_lines();
  line->set_line("line-1");
  line->set_provider("42420001");
  const EventNames others = {"AllocationsMade"};
  const auto read = ReadRouteEvent(Wrapped(accepted), &others);
  ASSERT_TRUE(read.ok()) << read.status().ToString();
  const EventLine& unread = std::get<Announced>(read->event.what).lines.at(0);
  EXPECT_EQ(unread.key, "line-1");
  EXPECT_TRUE(unread.attributes.empty());
  EXPECT_TRUE(unread.payload_says_all);
  const auto whole = ReadRouteEvent(Wrapped(accepted));
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(ReadLineAttributes(unread.payload), std::get<Announced>(whole->event.what).lines.at(0).attributes);
  EXPECT_EQ(ReadLineAttributes("\xff\xff"), std::nullopt);
}

TEST(ReadRouteEvent, AnImpossibleDayFitsNoFact) {
  access::v1::PlanRecorded plan;
  plan.set_route("routes/1");
  plan.mutable_result_expected_date()->set_month(13);
  const auto read = ReadRouteEvent(Wrapped(plan));
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(Date::Parse(std::get<Announced>(read->event.what).attributes.at("result_expected_date")).has_value());
}

TEST(ReadRouteEvent, WhatIsNoEventOfARouteIsRefusedWithItsReason) {
  intake::v1::ClientErased erased;
  erased.set_client("clients/1");
  EXPECT_EQ(ReasonOf(ReadRouteEvent(Wrapped(erased)).status()), "EVENT_TYPE_UNKNOWN");
  EXPECT_EQ(ReasonOf(ReadRouteEvent(Wrapped(access::v1::CaseOpened())).status()), "EVENT_DAMAGED") << "no route";
  access::v1::CaseOpened opened;
  opened.set_route("routes/1");
  type::v1::Event timeless = Wrapped(opened);
  timeless.clear_occur_time();
  EXPECT_EQ(ReasonOf(ReadRouteEvent(timeless).status()), "EVENT_DAMAGED");
  type::v1::Event damaged = Wrapped(opened);
  damaged.mutable_payload()->set_value("\xff\xff\xff");
  EXPECT_EQ(ReasonOf(ReadRouteEvent(damaged).status()), "EVENT_DAMAGED");
}

}  // namespace
}  // namespace clientroute::orchestrator
