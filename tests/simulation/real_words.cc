#include "tests/simulation/real_words.h"

#include <chrono>
#include <utility>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "services/orchestrator/definition/definition_text_codec.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::orchestrator {
namespace {

using clientroute::ToProto;

const std::string* Find(const Announced& announced, const char* name) {
  const auto found = announced.attributes.find(name);
  return found == announced.attributes.end() ? nullptr : &found->second;
}

std::string TextOf(const Announced& announced, const char* name) {
  const std::string* said = Find(announced, name);
  return said == nullptr ? std::string() : *said;
}

bool IsSaid(const Announced& announced, const char* name) { return TextOf(announced, name) == "true"; }

type::v1::Date DateOf(const std::string& text) { return ToProto(*Date::Parse(text)); }

type::v1::CareLine CareLineOf(const EventLine& line) {
  type::v1::CareLine care;
  care.set_line(line.key);
  care.set_allocation_number(std::stoll(line.attributes.at("allocation_number")));
  const auto start = line.attributes.find("period_start_date");
  const auto end = line.attributes.find("period_end_date");
  if (start != line.attributes.end()) *care.mutable_period()->mutable_start_date() = DateOf(start->second);
  if (end != line.attributes.end()) *care.mutable_period()->mutable_end_date() = DateOf(end->second);
  return care;
}

template <typename Message>
void AddLines(const Announced& announced, Message& message) {
  for (const EventLine& line : announced.lines) *message.add_lines() = CareLineOf(line);
}

void Pack(const std::string& route, const Announced& announced, google::protobuf::Any& payload) {
  if (announced.type == kAskedEvent) {
    intake::v1::ReferralAccepted asked;
    asked.set_route(route);
    asked.set_client(TextOf(announced, "client"));
    asked.set_municipality(TextOf(announced, "municipality"));
    asked.set_household(TextOf(announced, "household"));
    type::v1::Law law = type::v1::LAW_UNSPECIFIED;
    if (const std::string* said = Find(announced, "law")) type::v1::Law_Parse(*said, &law);
    asked.set_law(law);
    if (const std::string* said = Find(announced, "receive_date")) *asked.mutable_receive_date() = DateOf(*said);
    AddLines(announced, asked);
    payload.PackFrom(asked);
  } else if (announced.type == kLookedEvent) {
    access::v1::TriageDecided looked;
    looked.set_route(route);
    looked.set_overridden(IsSaid(announced, "overridden"));
    looked.set_table_version(std::stoi(TextOf(announced, "table_version")));
    looked.set_table(TextOf(announced, "table"));
    payload.PackFrom(looked);
  } else if (announced.type == kNudgedEvent) {
    allocation::v1::AllocationsChanged nudged;
    nudged.set_route(route);
    nudged.set_overbooked(IsSaid(announced, "overbooked"));
    if (const std::string* said = Find(announced, "last_date")) *nudged.mutable_last_date() = DateOf(*said);
    AddLines(announced, nudged);
    for (const EventLine& line : announced.changed) *nudged.add_changed() = CareLineOf(line);
    payload.PackFrom(nudged);
  } else if (announced.type == kSplitEvent) {
    allocation::v1::AllocationsMade split;
    split.set_route(route);
    AddLines(announced, split);
    payload.PackFrom(split);
  } else if (announced.type == kPieceDoneEvent) {
    allocation::v1::CareStopped done;
    done.set_route(route);
    done.set_part(announced.part);
    done.set_definitive(IsSaid(announced, "definitive"));
    payload.PackFrom(done);
  } else {
    allocation::v1::CareStarted foreign;
    foreign.set_route(route);
    foreign.set_part(announced.part);
    payload.PackFrom(foreign);
  }
}

}  // namespace

std::string InRealWords(std::string text) {
  // Each stands for all of its places; quotes keep names apart from what only begins like them.
  static const std::vector<std::pair<std::string, std::string>> kWords = {
      {R"(attributes: "who" attributes: "kind" attributes: "asked_on" attributes: "size")",
       R"(renamed { attribute: "household" as: "table" } renamed { attribute: "law" as: "kind" })"
       R"( renamed { attribute: "receive_date" as: "asked_on" })"},
      {R"(attributes: "good")",
       R"(renamed { attribute: "overridden" as: "good" } renamed { attribute: "table_version" as: "size" })"},
      {R"(attribute: "hard")", R"(attribute: "overbooked")"},
      {R"(attribute: "since")", R"(attribute: "last_date")"},
      {R"("who")", R"("table")"},
      {R"(facts { name: "size" type: INTEGER)", R"(facts { name: "size" type: INTEGER initial: "3")"},
      {R"(symbols: "EASY" symbols: "HARD")", R"(symbols: "JEUGDWET" symbols: "WMO" symbols: "P_WET")"},
      {R"(op: IN to: "EASY")", R"(op: IN to: "JEUGDWET" to: "P_WET")"},
      {R"("EASY")", R"("JEUGDWET")"},
      {R"("HARD")", R"("WMO")"},
      {R"("weight")", R"("allocation_number")"},
      {R"("from")", R"("period_start_date")"},
      {R"("clean")", R"("definitive")"},
      {R"("Asked")", R"("ReferralAccepted")"},
      {R"("Looked")", R"("TriageDecided")"},
      {R"("Nudged")", R"("AllocationsChanged")"},
      {R"("Split")", R"("AllocationsMade")"},
      {R"("PieceDone")", R"("CareStopped")"},
      {R"("Look")", R"("DecideTriage")"},
      {R"("Forget")", R"("ReleasePlaces")"},
  };
  for (const auto& [drawn, real] : kWords) {
    for (std::size_t at = text.find(drawn); at != std::string::npos; at = text.find(drawn, at + real.size()))
      text.replace(at, drawn.size(), real);
  }
  return text;
}

std::vector<EventLine> AnnouncementDrawer::Lines() {
  std::vector<EventLine> lines;
  const std::size_t count = Below(4);
  for (std::size_t i = 0; i < count; ++i) {
    EventLine line{"line-" + std::to_string(i), {{"allocation_number", std::to_string(Below(1'000))}}, {}};
    if (Below(2) == 0) line.attributes["period_start_date"] = "2026-05-0" + std::to_string(1 + Below(9));
    if (Below(2) == 0) line.attributes["period_end_date"] = "2026-11-30";
    line.payload = CareLineOf(line).SerializeAsString();
    lines.push_back(std::move(line));
  }
  return lines;
}

Announced AnnouncementDrawer::Draw(const std::string& type, const std::string& part, const std::string& about) {
  const auto day = [&](int from) {
    return Date(std::chrono::sys_days(std::chrono::year{2026} / 3 / 1))
        .AddDays(from + static_cast<int>(Below(400)))
        .ToString();
  };
  Announced drawn;
  drawn.type = type;
  if (type == kAskedEvent) {
    static const char* const kMunicipalities[] = {"0361", "0362", "0375"};
    static const char* const kLaws[] = {"JEUGDWET", "WMO", "P_WET"};
    drawn.attributes = {{"client", "clients/" + std::to_string(Below(9))},
                        {"municipality", kMunicipalities[Below(3)]},
                        {"household", "things/" + std::to_string(Below(9))}};
    // What lacks something is refused.
    if (Below(12) != 0) drawn.attributes["law"] = kLaws[Below(3)];
    if (Below(12) != 0) drawn.attributes["receive_date"] = day(0);
    drawn.lines = Lines();
  } else if (type == kLookedEvent) {
    drawn.attributes = {{"overridden", Flag()}, {"table_version", std::to_string(Below(15))}};
    const std::string table = Below(5) != 0 ? about : "things/" + std::to_string(Below(9));
    if (!table.empty()) drawn.attributes["table"] = table;
  } else if (type == kNudgedEvent) {
    drawn.attributes = {{"overbooked", Flag()}};
    if (Below(2) == 0) drawn.attributes["last_date"] = day(0);
    drawn.lines = Lines();
    if (Below(3) == 0) drawn.changed = Lines();
  } else if (type == kSplitEvent) {
    drawn.lines = Lines();
  } else {
    drawn.part = part;
    drawn.attributes = {{"definitive", Flag()}};
  }
  return drawn;
}

platform::v1::DeliverRequest Packed(const std::string& request_id, const std::string& route, const Event& event) {
  platform::v1::DeliverRequest request;
  request.set_request_id(request_id);
  request.set_subscriber("orchestrator");
  type::v1::Event& out = *request.mutable_event();
  out.set_id(event.id);
  out.set_source("model");
  out.set_aggregate(route);
  out.set_actor(event.actor);
  out.set_cause(event.cause);
  *out.mutable_occur_time() = ToProto(event.time);
  Pack(route, std::get<Announced>(event.what), *out.mutable_payload());
  return request;
}

}  // namespace clientroute::orchestrator
