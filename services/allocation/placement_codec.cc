#include "services/allocation/placement_codec.h"

#include <algorithm>
#include <utility>

#include "services/allocation/location_codec.h"
#include "services/allocation/names.h"
#include "services/allocation/urgency.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::ToProto;

constexpr int kExpertiseMax = 20;

absl::Status Violated(std::vector<FieldViolation> violations) {
  return InvalidFields("REQUEST_INVALID", std::move(violations));
}

template <typename Request>
RouteCommand ReadInto(const Request& request, std::vector<FieldViolation>* violations) {
  const auto route = IdIn(request.route(), kRoutes);
  if (!route) violations->push_back({"route", "must be routes/ and an id"});
  const auto client = IdIn(request.client(), kClients);
  if (!client) violations->push_back({"client", "must be clients/ and an id"});
  if (!MunicipalityCode::Parse(request.municipality())) violations->push_back({"municipality", "must be a CBS code"});
  if (request.lines_size() > kLinesMax) {
    violations->push_back({"lines", Cat("holds more than ", kLinesMax, " lines")});
    return {};
  }
  return {route.value_or(Uuid()), client.value_or(Uuid()), request.municipality(),
          ReadCareLines(request.lines(), "lines", violations)};
}

std::string LinesInDutch(const v1::PlacementProposal& proposal) {
  std::string text;
  for (const v1::LineProposal& line : proposal.lines()) {
    if (!text.empty()) text += " ";
    text += line.explanation();
  }
  return text;
}

}  // namespace

absl::StatusOr<RouteCommand> ReadCommand(const v1::ProposePlacementRequest& request) {
  std::vector<FieldViolation> violations;
  RouteCommand command = ReadInto(request, &violations);
  if (request.urgency() < 0 || request.urgency() > kUrgencyMax) violations.push_back({"urgency", "must be 0, 1 or 2"});
  if (!request.first_provider().empty() && !ProviderCode::Parse(request.first_provider())) {
    violations.push_back({"first_provider", "must be an AGB code of eight digits"});
  }
  if (request.expertise_size() > kExpertiseMax) violations.push_back({"expertise", "holds more than 20"});
  for (int i = 0; i < request.expertise_size(); ++i) {
    if (IsQuality(request.expertise(i))) continue;
    violations.push_back({Cat("expertise[", i, "]"), "must be lower-case letters, digits, _ and -, at most 63"});
  }
  if (!violations.empty()) return Violated(std::move(violations));
  return command;
}

absl::StatusOr<RouteCommand> ReadCommand(const v1::MakeAllocationsRequest& request) {
  std::vector<FieldViolation> violations;
  RouteCommand command = ReadInto(request, &violations);
  if (!violations.empty()) return Violated(std::move(violations));
  return command;
}

absl::StatusOr<Uuid> ReadRoute(const std::string& name) {
  const auto route = IdIn(name, kRoutes);
  if (!route) return Violated({{"route", "must be routes/ and an id"}});
  return *route;
}

v1::PlacementProposal ToProto(const Match& match, const MatchQuestion& question) {
  v1::PlacementProposal out;
  out.set_complete(match.complete);
  for (std::size_t i = 0; i < match.lines.size(); ++i) {
    const LineMatch& line = match.lines[i];
    v1::LineProposal* proposed = out.add_lines();
    proposed->set_line(line.line);
    proposed->set_explanation(line.explanation);
    proposed->set_second_best(line.second_best);
    if (question.wanted[i].client_age) proposed->set_client_age(*question.wanted[i].client_age);
    for (const Candidate& candidate : line.candidates) {
      v1::Candidate* could = proposed->add_candidates();
      could->set_location(NameOf(kLocations, candidate.capacity.location));
      could->set_score(candidate.score);
      could->set_second_best(candidate.second_best);
      for (const ScorePart& part : candidate.parts) {
        v1::ScorePart* points = could->add_parts();
        points->set_criterion(part.criterion);
        points->set_points(part.points);
        points->set_explanation(part.explanation);
      }
    }
    for (const FallenAway& fallen : line.fallen_away) {
      v1::FallenAway* could_not = proposed->add_fallen_away();
      could_not->set_location(NameOf(kLocations, fallen.location));
      could_not->set_reason(static_cast<v1::FallenAway::Reason>(fallen.reason));
      could_not->set_explanation(fallen.explanation);
    }
  }
  return out;
}

v1::PlacesReserved ReservedEvent(const v1::PlacementProposal& proposal, const std::vector<CareLine>& lines) {
  v1::PlacesReserved event;
  event.set_route(proposal.route());
  event.set_proposal(proposal.name());
  for (const CareLine& line : lines) *event.add_lines() = ToProto(line);
  event.set_explanation(LinesInDutch(proposal));
  event.set_second_best(std::any_of(proposal.lines().begin(), proposal.lines().end(),
                                    [](const v1::LineProposal& line) { return line.second_best(); }));
  return event;
}

v1::NoPlaceFound NoPlaceEvent(const v1::PlacementProposal& proposal, int urgency) {
  v1::NoPlaceFound event;
  event.set_route(proposal.route());
  event.set_proposal(proposal.name());
  event.set_explanation(LinesInDutch(proposal));
  event.set_urgency(urgency);
  return event;
}

v1::Waiting ToProto(const WaitingStore::WaitingLine& waiting) {
  v1::Waiting out;
  out.set_route(NameOf(kRoutes, waiting.route));
  out.set_client(NameOf(kClients, waiting.client));
  out.set_municipality(waiting.municipality);
  *out.mutable_line() = ToProto(waiting.line);
  *out.mutable_since() = ToProto(waiting.since);
  out.set_urgency(waiting.urgency);
  return out;
}

}  // namespace clientroute::allocation
