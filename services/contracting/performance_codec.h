#ifndef CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_CODEC_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_CODEC_H_

#include <optional>
#include <string_view>
#include <vector>

#include "clientroute/contracting/v1/supplier_management.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/contracting/performance.h"
#include "services/contracting/talk_codec.h"

namespace clientroute::contracting {

inline constexpr std::string_view kPerformanceScores = "performance-scores";

/// Read parts of a request; what is wrong with them is added to `violations`. Pure, thread-safe.
std::vector<GivenValue> ReadValues(const google::protobuf::RepeatedPtrField<v1::PerformanceValue>& in,
                                   TalkViolations* violations);
/// A period that is over, of at most three years, with a day of the contract's in it.
std::optional<Period> ReadPerformancePeriod(const type::v1::Period& in, const Period& contract, Date today,
                                            TalkViolations* violations);

v1::PerformanceMeasure ToProto(const PerformanceMeasure& measure);
v1::PerformanceScore ToProto(const PerformanceScore& score);
v1::ProviderPerformance ToProto(const ProviderPerformance& performance);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_CODEC_H_
