#ifndef CLIENTROUTE_SERVICES_MONITORING_MONITORING_CODEC_H_
#define CLIENTROUTE_SERVICES_MONITORING_MONITORING_CODEC_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/monitoring/v1/monitoring.pb.h"
#include "services/monitoring/figure.h"
#include "services/monitoring/figure_definition.h"
#include "services/monitoring/publication_store.h"
#include "services/monitoring/rebuild_store.h"
#include "services/platform/calls/context.h"

namespace clientroute::monitoring {

/// Between the wire and the figures. Pure, thread-safe.

/// What is asked, and what of it the caller may see. Errors: InvalidArgument PERIOD_INVALID.
absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::ListFiguresRequest& request);
absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::GetSpendRequest& request);
absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::ListClientCostsRequest& request);
absl::StatusOr<FigureFilter> FilterOf(const CallContext& call, const v1::GetConcentrationRequest& request);
/// What of the municipality, or of all when it is empty, the caller may see over these months.
FigureFilter FilterOf(const CallContext& call, MonthRange months, const std::string& municipality,
                      const std::string& provider);
/// Errors: InvalidArgument DIVISION_INVALID for KIND and what is unknown.
absl::StatusOr<std::set<Division>> DivisionsOf(const v1::ListClientCostsRequest& request);
/// Errors: InvalidArgument DIVISION_INVALID for one that is unknown or that the figure does not have.
absl::StatusOr<std::set<Division>> DivisionsOf(const v1::ListFiguresRequest& request, const FigureDefinition& figure);

/// By nothing but their keys where none was asked for.
RowOrder OrderOf(const v1::ListFiguresRequest& request);
RowOrder OrderOf(const v1::ListClientCostsRequest& request);
RowOrder OrderOf(const v1::ListPublishedFiguresRequest& request);

/// Errors: InvalidArgument PERIOD_INVALID; DIVISION_INVALID for one that the cube does not have.
absl::StatusOr<PublishedQuestion> QuestionOf(const CallContext& call, const v1::ListPublishedFiguresRequest& request);

v1::FigureRow ToProto(const FigureDefinition& figure, const FigureNumber& number);
v1::SpendRow ToProto(const Spend& spend);
v1::FigureDefinition ToProto(const FigureDefinition& figure);
v1::PublishedRow ToProto(const PublishedNumber& number);
v1::RebuildStatus ToProto(const RebuildProgress& progress);

/// The keys of page tokens, and back.
std::vector<std::string> PartsOf(const FigureKey& key);
FigureKey FigureKeyOf(const std::vector<std::string>& parts);
std::vector<std::string> PartsOf(const RowPlace& place);
RowPlace RowPlaceOf(const std::vector<std::string>& parts);
std::vector<std::string> PartsOf(const Spend& spend);
Spend SpendKeyOf(const std::vector<std::string>& parts);
std::vector<std::string> PartsOf(const PublishedPlace& place);
PublishedPlace PublishedPlaceOf(const std::vector<std::string>& parts);
inline constexpr std::size_t kPublishedPlaceParts = 7;
inline constexpr std::size_t kFigureKeyParts = 7;
inline constexpr std::size_t kRowPlaceParts = kFigureKeyParts + 1;
inline constexpr std::size_t kKeyParts = 5;  // of spend

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_MONITORING_CODEC_H_
