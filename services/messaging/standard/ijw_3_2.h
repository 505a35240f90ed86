#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_IJW_3_2_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_IJW_3_2_H_

#include "services/messaging/standard/allocation_tables.h"
#include "services/messaging/standard/answer_tables.h"
#include "services/messaging/standard/change_tables.h"
#include "services/messaging/standard/claim_tables.h"
#include "services/messaging/standard/delivery_tables.h"
#include "services/messaging/standard/header_tables.h"
#include "services/messaging/standard/request_tables.h"

// iJw release 3.2, in force since April 2023.

namespace clientroute::messaging {

namespace ijw_3_2 {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr MessageRow kMessages[] = {
    {301, "436", &allocation::kClient, 0, Direction::kMunicipalityToProvider},
    {302, "437", nullptr, 301, Direction::kMunicipalityToProvider},
    {305, "438", &delivery::kStartClient, 0, Direction::kProviderToMunicipality},
    {306, "439", nullptr, 305, Direction::kProviderToMunicipality},
    {307, "440", &delivery::kStopClient, 0, Direction::kProviderToMunicipality},
    {308, "441", nullptr, 307, Direction::kProviderToMunicipality},
    {315, "446", &request::kClient, 0, Direction::kProviderToMunicipality},
    {316, "447", nullptr, 315, Direction::kProviderToMunicipality},
    {317, "486", &change::kClient, 0, Direction::kProviderToMunicipality},
    {318, "487", nullptr, 317, Direction::kProviderToMunicipality},
    {319, "488", &answer::kAnswer, 0, Direction::kMunicipalityToProvider},
    {320, "489", nullptr, 319, Direction::kMunicipalityToProvider},
    {323, "490", &claim::kClaim, 0, Direction::kProviderToMunicipality},
    {325, "491", &claim::kAnswer, 0, Direction::kMunicipalityToProvider, kOptional, claim::kAnswerHeaderRows, true},
};

inline constexpr TypeIndex kReturnCodeType = "RetourCode"_type;
inline constexpr TypeIndex kMunicipalityType = "Gemeente"_type;
inline constexpr TypeIndex kProviderType = "AgbCode"_type;

}  // namespace ijw_3_2

inline constexpr Release kIjw32{
    .standard = Standard::kIjw,
    .version = 3,
    .subversion = 2,
    .name = "iJw 3.2",
    .message_prefix = "JW",
    .namespace_base = "http://www.istandaarden.nl/ijw/3_2/",
    .basis_prefix = "ijw",
    .basis_xsd_version = "0.1.0",
    .message_xsd_version = "0.1.0",
    .types = kSimpleTypes,
    .own_types = {},
    .header = header::kHeader,
    .return_header = header::kReturnHeaderRows,
    .return_code_type = ijw_3_2::kReturnCodeType,
    .municipality_type = ijw_3_2::kMunicipalityType,
    .provider_type = ijw_3_2::kProviderType,
    .free_categories = {},
    .messages = ijw_3_2::kMessages,
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_IJW_3_2_H_
