#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_TALK_INPUT_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_TALK_INPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/contracting/v1/supplier_management.pb.h"
#include "services/suite/cli/arguments.h"

/// What a person types of a talk with a provider. Pure, thread-safe. Errors of each: WRONG_USE, which says how it is
/// written.
namespace clientroute::suite {

/// `2026-12-01`, of the flag.
absl::StatusOr<type::v1::Date> ReadDay(std::string_view flag, const std::string& text);
/// `--agenda 'Wachttijd=waiting_time; Nieuwe locatie'`: subjects, each with the figure that it is about or without.
std::vector<contracting::v1::AgendaItem> ReadAgendaFlag(const Arguments& arguments);
/// The agenda of a planned talk as it was put there: without what stands on it by itself.
google::protobuf::RepeatedPtrField<contracting::v1::AgendaItem> PlannedAgenda(const contracting::v1::Talk& talk);
/// `--with 'aanbieder:directeur, regio:contractmanager'`.
absl::StatusOr<std::vector<contracting::v1::TalkParticipant>> ReadParticipantsFlag(const Arguments& arguments);
/// `--reports`, as many texts as the talk has items, in that order; `--done 2,3` and `--dropped 4` name the items whose
/// agreement has ended.
absl::StatusOr<std::vector<contracting::v1::ItemReport>> ReadReportFlags(const Arguments& arguments,
                                                                         const contracting::v1::Talk& talk);
/// `--agreements 'aanbieder 2026-12-01 Twee plekken erbij; regio 2026-11-01 Cijfers sturen'`.
absl::StatusOr<std::vector<contracting::v1::NewAgreement>> ReadAgreementsFlag(const Arguments& arguments);

/// `aanbieder`.
std::string_view DutchParty(contracting::v1::Party party);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_TALK_INPUT_H_
