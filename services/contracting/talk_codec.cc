#include "services/contracting/talk_codec.h"

#include <optional>
#include <utility>

#include "services/contracting/contracting_codec.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

void TalkViolations::Require(bool holds, std::string field, std::string_view what) {
  if (!holds) wrong_.push_back({std::move(field), std::string(what)});
}

void TalkViolations::RequireText(std::string_view text, std::string field) {
  Require(!IsBlank(text), field, "is required");
  CheckText(text, std::move(field));
}

void TalkViolations::CheckText(std::string_view text, std::string field) {
  if (!HoldsCitizenNumber(text)) return;
  identifying_.push_back({std::move(field), "must name no client: it holds a citizen number"});
}

void TalkViolations::Add(const Problems& problems) { AddProblems(problems, "", &wrong_); }

absl::Status TalkViolations::ToStatus() const {
  if (!identifying_.empty()) return InvalidFields("CITIZEN_NUMBER_IN_TEXT", identifying_);
  if (!wrong_.empty()) return InvalidFields("REQUEST_INVALID", wrong_);
  return absl::OkStatus();
}

std::vector<TalkParticipant> ReadParticipants(const google::protobuf::RepeatedPtrField<v1::TalkParticipant>& in,
                                              TalkViolations* violations) {
  std::vector<TalkParticipant> participants;
  for (int i = 0; i < in.size(); ++i) {
    violations->RequireText(in[i].function(), Cat("participants[", i, "].function"));
    participants.push_back({static_cast<Party>(in[i].party()), in[i].function()});
  }
  return participants;
}

std::vector<AgendaItem> ReadAgenda(const google::protobuf::RepeatedPtrField<v1::AgendaItem>& in,
                                   TalkViolations* violations) {
  std::vector<AgendaItem> agenda;
  for (int i = 0; i < in.size(); ++i) {
    violations->CheckText(in[i].subject(), Cat("agenda[", i, "].subject"));
    AgendaItem item;
    item.item = std::to_string(i + 1);
    if (!IsBlank(in[i].subject())) item.subject = in[i].subject();
    item.figure = in[i].figure();
    item.municipality = in[i].municipality();
    if (!in[i].agreement().empty()) {
      item.agreement = IdIn(in[i].agreement(), kAgreements);
      violations->Require(item.agreement.has_value(), Cat("agenda[", i, "].agreement"),
                          "must be agreements/ and an id");
    }
    agenda.push_back(std::move(item));
  }
  return agenda;
}

std::vector<ItemReport> ReadReports(const google::protobuf::RepeatedPtrField<v1::ItemReport>& in,
                                    TalkViolations* violations) {
  std::vector<ItemReport> reports;
  for (int i = 0; i < in.size(); ++i) {
    violations->RequireText(in[i].report(), Cat("reports[", i, "].report"));
    ItemReport report{in[i].item(), in[i].report(), std::nullopt};
    if (in[i].outcome() != v1::Agreement::STATE_UNSPECIFIED) {
      violations->Require(in[i].outcome() != v1::Agreement::OPEN, Cat("reports[", i, "].outcome"),
                          "must be DONE or DROPPED, or unset");
      report.outcome = static_cast<AgreementState>(in[i].outcome());
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

std::vector<Agreement> ReadAgreements(const google::protobuf::RepeatedPtrField<v1::NewAgreement>& in, const Talk& talk,
                                      TalkViolations* violations) {
  std::vector<Agreement> agreements;
  for (int i = 0; i < in.size(); ++i) {
    violations->RequireText(in[i].what(), Cat("agreements[", i, "].what"));
    const std::optional<Date> due = FromProto(in[i].due_date());
    violations->Require(due.has_value(), Cat("agreements[", i, "].due_date"), "is no day");
    violations->Require(!due || *due >= talk.day, Cat("agreements[", i, "].due_date"), "must not lie before the talk");
    agreements.push_back({.row = 0,
                          .id = {},
                          .talk = talk.id,
                          .contract = talk.contract,
                          .provider = talk.provider,
                          .what = in[i].what(),
                          .party = static_cast<Party>(in[i].party()),
                          .due = due.value_or(talk.day),
                          .state = AgreementState::kOpen,
                          .note = {},
                          .settled_by = {},
                          .settled_at = {}});
  }
  return agreements;
}

v1::Agreement ToProto(const Agreement& agreement, Date today) {
  v1::Agreement out;
  out.set_name(NameOf(kAgreements, agreement.id));
  out.set_talk(NameOf(kTalks, agreement.talk));
  out.set_contract(NameOf(kContracts, agreement.contract));
  out.set_provider(agreement.provider.ToString());
  out.set_what(agreement.what);
  out.set_party(static_cast<v1::Party>(agreement.party));
  *out.mutable_due_date() = ToProto(agreement.due);
  out.set_state(static_cast<v1::Agreement::State>(agreement.state));
  out.set_overdue(agreement.IsOverdue(today));
  out.set_note(agreement.note);
  out.set_settled_by(agreement.settled_by);
  if (agreement.settled_at) *out.mutable_settle_time() = ToProto(*agreement.settled_at);
  return out;
}

v1::Talk ToProto(const Talk& talk, Date today) {
  v1::Talk out;
  out.set_name(NameOf(kTalks, talk.id));
  out.set_etag(EtagOf(talk));
  *out.mutable_create_time() = ToProto(talk.created_at);
  out.set_contract(NameOf(kContracts, talk.contract));
  out.set_provider(talk.provider.ToString());
  out.set_state(static_cast<v1::Talk::State>(talk.state));
  *out.mutable_date() = ToProto(talk.day);
  out.set_overdue(talk.IsOverdue(today));
  for (const TalkParticipant& participant : talk.participants) {
    v1::TalkParticipant* row = out.add_participants();
    row->set_party(static_cast<v1::Party>(participant.party));
    row->set_function(participant.function);
  }
  for (const AgendaItem& item : talk.agenda) {
    v1::AgendaItem* row = out.add_agenda();
    row->set_item(item.item);
    row->set_subject(item.subject);
    row->set_figure(item.figure);
    row->set_municipality(item.municipality);
    if (item.agreement) row->set_agreement(NameOf(kAgreements, *item.agreement));
    row->set_by_itself(item.by_itself);
    row->set_report(item.report);
  }
  for (const Agreement& agreement : talk.agreements) *out.add_agreements() = ToProto(agreement, today);
  out.set_cancel_reason(talk.cancel_reason);
  out.set_changed_by(talk.changed_by);
  *out.mutable_change_time() = ToProto(talk.changed_at);
  return out;
}

}  // namespace clientroute::contracting
