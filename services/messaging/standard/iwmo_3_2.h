#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_IWMO_3_2_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_IWMO_3_2_H_

#include "services/messaging/standard/ijw_3_2.h"

// iWmo release 3.2, in force since April 2023. Its messages are those of iJw but for what is written here: codes and
// namespaces, product categories and reasons to stop, and what youth care alone has.

namespace clientroute::messaging {

namespace iwmo_3_2 {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr SimpleType kOwnTypes[] = {
    simple::Coded("ProductCategorie", kSupportCategories),
    simple::Coded("RedenBeeindiging", kSupportStopReasons),
};

/// Aids: wheelchairs, means of transport, adaptations of the house, other aids.
inline constexpr std::string_view kFreeCategories[] = {"11", "12", "13", "14"};

// The standard gives its return messages the shape of those of iJw, and so 316 and 320 also what youth care alone asks.
inline constexpr MessageRow kMessages[] = {
    {301, "414", &allocation::kClient, 0, Direction::kMunicipalityToProvider},
    {302, "415", nullptr, 301, Direction::kMunicipalityToProvider},
    {305, "418", &delivery::kStartClient, 0, Direction::kProviderToMunicipality},
    {306, "419", nullptr, 305, Direction::kProviderToMunicipality},
    {307, "420", &delivery::kStopClient, 0, Direction::kProviderToMunicipality},
    {308, "421", nullptr, 307, Direction::kProviderToMunicipality},
    {315, "444", &request::kSupportClient, 0, Direction::kProviderToMunicipality},
    {316, "445", &request::kClient, 315, Direction::kProviderToMunicipality},
    {317, "480", &change::kClient, 0, Direction::kProviderToMunicipality},
    {318, "481", nullptr, 317, Direction::kProviderToMunicipality},
    {319, "482", &answer::kSupportAnswer, 0, Direction::kMunicipalityToProvider},
    {320, "483", &answer::kAnswer, 319, Direction::kMunicipalityToProvider},
    {323, "484", &claim::kClaim, 0, Direction::kProviderToMunicipality},
    {325, "485", &claim::kAnswer, 0, Direction::kMunicipalityToProvider, kOptional, claim::kAnswerHeaderRows, true},
};

}  // namespace iwmo_3_2

inline constexpr Release kIwmo32{
    .standard = Standard::kIwmo,
    .version = 3,
    .subversion = 2,
    .name = "iWmo 3.2",
    .message_prefix = "WMO",
    .namespace_base = "http://www.istandaarden.nl/iwmo/3_2/",
    .basis_prefix = "iwmo",
    .basis_xsd_version = "1.0.0",
    .message_xsd_version = "1.0.0",
    .types = kSimpleTypes,
    .own_types = iwmo_3_2::kOwnTypes,
    .header = header::kHeader,
    .return_header = header::kReturnHeaderRows,
    .return_code_type = ijw_3_2::kReturnCodeType,
    .municipality_type = ijw_3_2::kMunicipalityType,
    .provider_type = ijw_3_2::kProviderType,
    .free_categories = iwmo_3_2::kFreeCategories,
    .messages = iwmo_3_2::kMessages,
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_IWMO_3_2_H_
