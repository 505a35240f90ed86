#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_NARRATOR_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_NARRATOR_H_

#include <string>
#include <string_view>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/allocation/v1/placement.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/suite/cli/output.h"
#include "services/suite/demo/story_values.h"

namespace clientroute::suite {

/// Tells the story of the demo, in Dutch; nothing when machines listen. One thread.
class Narrator {
 public:
  /// `whole_files` prints each file as it is, instead of class by class. `out` outlives this.
  Narrator(Output* out, bool whole_files) : out_(out), whole_files_(whole_files) {}

  /// `Stap 1: …` under a line.
  void Chapter(std::string_view title);
  void Say(std::string_view text);
  void Detail(std::string_view text);
  void Moment(const google::protobuf::Timestamp& now);
  void File(const StoryFile& file, std::string_view meaning);
  void Triage(const access::v1::TriageTable& table, const access::v1::TriageOutcome& outcome);
  void Tariffs(const orchestrator::v1::Route& route);
  void Proposal(const allocation::v1::PlacementProposal& proposal);
  void Parts(const orchestrator::v1::Route& route);
  void Check(std::string_view description, bool passed);

 private:
  void Line(std::string_view text);

  Output* out_;
  bool whole_files_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_NARRATOR_H_
