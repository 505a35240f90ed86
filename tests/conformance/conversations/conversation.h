#ifndef CLIENTROUTE_TESTS_CONFORMANCE_CONVERSATIONS_CONVERSATION_H_
#define CLIENTROUTE_TESTS_CONFORMANCE_CONVERSATIONS_CONVERSATION_H_

#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "services/suite/demo/route_play.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {

/// A row of flows.tsv.
struct FlowRow {
  std::string name;
  std::vector<std::string> standards;
  std::vector<std::string> messages;  // `319:2`
  std::string title;
};
/// The list beside this file.
std::vector<FlowRow> ReadFlows();

/// What a message is in a flow: `315`, `319:1:8`, `307:tijdelijk:1`; empty for a return message.
std::string FlowWord(const StoryFile& file);

/// One provider, one client and a municipality with a suite of its own, on a clock that moves when told: the same
/// conversation gives the same files, byte for byte. Each step fails the test when something else happens.
class Conversation {
 public:
  explicit Conversation(std::string_view standard);

  bool youth() const { return standard_ == kYouthStandard; }
  /// All that went through the exchange, in order.
  const std::vector<StoryFile>& files() const { return stage_->files(); }

  // The provider's side and what comes back at once.
  void Request();
  void Start(Date day) { Do(route_->Start(reference(), day)); }
  void Stop(Date start, Date end) { Do(route_->Stop(reference(), start, end, youth() ? "31" : "19")); }
  void Pause(Date start, Date end) { Do(route_->Stop(reference(), start, end, "20")); }
  /// The last message of the kind again, under a new identification, with another status and, where `day` is given,
  /// another day: Begindatum of a start, Einddatum of a stop.
  void Again(int kind, std::string_view status, std::optional<Date> day = std::nullopt);
  void AskForChange();
  void Claim();

  // The municipality's.
  void Investigate(Date notice);
  void InvestigateChange(Date notice);
  void AnalyseAndPlan();
  void GrantAndReceive();
  void Refuse();
  void RefuseAsElsewhere();
  void DecideChange(access::v1::Decision::Outcome outcome);
  /// From the request to care.
  void BringIntoCare(Date start);

 private:
  static void Do(const absl::Status& status);
  std::string reference() const { return youth() ? "ZW-2026-0117-1" : "NZ-2026-0042-1"; }
  StoryProduct Product() const;
  StoryClient Client() const;

  const std::string standard_;
  OwnSuite suite_;
  std::ostringstream ignored_;
  Output out_{ignored_, /*json=*/true, /*colour=*/false};
  Narrator narrator_{&out_, /*whole_files=*/false};
  std::unique_ptr<Killer> killer_;
  std::unique_ptr<Stage> stage_;
  Provider* provider_ = nullptr;
  std::unique_ptr<RoutePlay> route_;
  int again_ = 900;  // identifications of what Again writes
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_CONFORMANCE_CONVERSATIONS_CONVERSATION_H_
