#include "services/suite/commands/talk_input.h"

#include <optional>

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/date.h"

namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;

std::string Trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// The parts between the separators, without what is blank.
std::vector<std::string> Parts(const Arguments& arguments, std::string_view flag, char separator) {
  std::vector<std::string> parts;
  for (const std::string& part : arguments.List(flag, separator)) {
    if (std::string text = Trimmed(part); !text.empty()) parts.push_back(std::move(text));
  }
  return parts;
}

std::optional<contracting::Party> PartyIn(std::string_view word) {
  if (word == "regio") return contracting::REGION;
  if (word == "aanbieder") return contracting::CONTRACTED_PROVIDER;
  return std::nullopt;
}

/// Marks the items that a flag numbers from 1.
absl::Status Mark(const Arguments& arguments, std::string_view flag, contracting::Agreement::State outcome,
                  std::vector<contracting::ItemReport>* reports) {
  for (const std::string& word : Parts(arguments, flag, ',')) {
    std::size_t at = 0;
    for (std::size_t i = 1; i <= reports->size(); ++i) {
      if (word == std::to_string(i)) at = i;
    }
    if (at == 0)
      return WrongUse(Cat("--", flag, ": '", word, "' is geen punt van de agenda; die telt er ", reports->size()));
    (*reports)[at - 1].set_outcome(outcome);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<type::v1::Date> ReadDay(std::string_view flag, const std::string& text) {
  const std::optional<Date> day = Date::Parse(text);
  if (!day) return WrongUse(Cat("--", flag, " wil een dag als 2026-12-01"));
  return ToProto(*day);
}

std::vector<contracting::AgendaItem> ReadAgendaFlag(const Arguments& arguments) {
  std::vector<contracting::AgendaItem> agenda;
  for (const std::string& part : Parts(arguments, "agenda", ';')) {
    const std::size_t equals = part.rfind('=');
    contracting::AgendaItem& item = agenda.emplace_back();
    item.set_subject(Trimmed(part.substr(0, equals)));
    if (equals != std::string::npos) item.set_figure(Trimmed(part.substr(equals + 1)));
  }
  return agenda;
}

google::protobuf::RepeatedPtrField<contracting::AgendaItem> PlannedAgenda(const contracting::Talk& talk) {
  google::protobuf::RepeatedPtrField<contracting::AgendaItem> agenda;
  for (const contracting::AgendaItem& item : talk.agenda()) {
    if (!item.by_itself()) *agenda.Add() = item;
  }
  return agenda;
}

absl::StatusOr<std::vector<contracting::TalkParticipant>> ReadParticipantsFlag(const Arguments& arguments) {
  std::vector<contracting::TalkParticipant> participants;
  for (const std::string& part : Parts(arguments, "with", ',')) {
    const std::size_t colon = part.find(':');
    const auto party = PartyIn(part.substr(0, colon));
    if (!party || colon == std::string::npos) {
      return WrongUse(Cat("--with: '", part, "' is niet als 'aanbieder:directeur' of 'regio:contractmanager'"));
    }
    contracting::TalkParticipant& participant = participants.emplace_back();
    participant.set_party(*party);
    participant.set_function(Trimmed(part.substr(colon + 1)));
  }
  return participants;
}

absl::StatusOr<std::vector<contracting::ItemReport>> ReadReportFlags(const Arguments& arguments,
                                                                     const contracting::Talk& talk) {
  const std::vector<std::string> texts = Parts(arguments, "reports", ';');
  if (texts.size() != static_cast<std::size_t>(talk.agenda_size())) {
    return WrongUse(Cat("--reports telt ", texts.size(), " verslagen en de agenda ", talk.agenda_size(),
                        " punten; zeg van elk punt iets, met ';' ertussen"));
  }
  std::vector<contracting::ItemReport> reports;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    contracting::ItemReport& report = reports.emplace_back();
    report.set_item(talk.agenda(static_cast<int>(i)).item());
    report.set_report(texts[i]);
  }
  CLIENTROUTE_RETURN_IF_ERROR(Mark(arguments, "done", contracting::Agreement::DONE, &reports));
  CLIENTROUTE_RETURN_IF_ERROR(Mark(arguments, "dropped", contracting::Agreement::DROPPED, &reports));
  return reports;
}

absl::StatusOr<std::vector<contracting::NewAgreement>> ReadAgreementsFlag(const Arguments& arguments) {
  std::vector<contracting::NewAgreement> agreements;
  for (const std::string& part : Parts(arguments, "agreements", ';')) {
    const std::size_t first = part.find(' ');
    const std::size_t second = first == std::string::npos ? first : part.find(' ', first + 1);
    const auto party = PartyIn(part.substr(0, first));
    const auto due =
        second == std::string::npos ? std::nullopt : Date::Parse(part.substr(first + 1, second - first - 1));
    if (!party || !due) {
      return WrongUse(Cat("--agreements: '", part, "' is niet als 'aanbieder 2026-12-01 Twee plekken erbij'"));
    }
    contracting::NewAgreement& agreement = agreements.emplace_back();
    agreement.set_party(*party);
    *agreement.mutable_due_date() = ToProto(*due);
    agreement.set_what(Trimmed(part.substr(second + 1)));
  }
  return agreements;
}

std::string_view DutchParty(contracting::Party party) {
  if (party == contracting::REGION) return "regio";
  return party == contracting::CONTRACTED_PROVIDER ? "aanbieder" : "-";
}

}  // namespace clientroute::suite
