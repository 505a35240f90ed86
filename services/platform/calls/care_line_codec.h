#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_CARE_LINE_CODEC_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_CARE_LINE_CODEC_H_

#include <optional>
#include <string>
#include <vector>

#include "clientroute/type/v1/care.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/values/care_line.h"

namespace clientroute {

/// Between the wire and the line of care, for every codec. Pure, thread-safe. What is wrong is added to `violations`,
/// by its path under `field` (`lines[2]`), and then nullopt is returned: the line's name (a resource code), law,
/// product, period (CS003), volume (more than nothing), a budget, tariff or number below zero, both volume and budget,
/// the provider's code, a reference over 144 bytes.
std::optional<CareLine> ReadCareLine(const type::v1::CareLine& line, const std::string& field,
                                     std::vector<FieldViolation>* violations);
/// All lines of a request, under `field[0]`, `field[1]`, …; also adds a violation for a name that comes twice. Empty
/// and no violation for none.
std::vector<CareLine> ReadCareLines(const google::protobuf::RepeatedPtrField<type::v1::CareLine>& lines,
                                    const std::string& field, std::vector<FieldViolation>* violations);
Product FromProto(const type::v1::Product& product);

type::v1::CareLine ToProto(const CareLine& line);
type::v1::Product ToProto(const Product& product);
type::v1::Law ToProto(Law law);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_CARE_LINE_CODEC_H_
